/** Where the fleet stands: reading only. */
@NullMarked
package dev.skein.coordinator.status;

import org.jspecify.annotations.NullMarked;
