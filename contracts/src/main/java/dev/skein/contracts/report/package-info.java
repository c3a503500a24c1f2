/** What a worker says of an attempt: accepted, started, progress, and how it ended. */
@NullMarked
package dev.skein.contracts.report;

import org.jspecify.annotations.NullMarked;
