/** Messages leave by the store: written with what caused them, sent after. */
@NullMarked
package dev.skein.coordinator.outbox;

import org.jspecify.annotations.NullMarked;
