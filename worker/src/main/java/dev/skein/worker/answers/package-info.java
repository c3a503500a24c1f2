/** Answers as JSON: short ones for a message, long ones left with the coordinator. */
@NullMarked
package dev.skein.worker.answers;

import org.jspecify.annotations.NullMarked;
