@NullMarked
package dev.skein.worker.answers;

import org.jspecify.annotations.NullMarked;
