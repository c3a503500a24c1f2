/** Answers that are too long for a message: workers leave them here before they report. */
@NullMarked
package dev.skein.coordinator.answers;

import org.jspecify.annotations.NullMarked;
