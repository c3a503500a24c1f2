/** Looks for tenants whose schema is not as that of the others at their version. */
@NullMarked
package dev.skein.coordinator.drift;

import org.jspecify.annotations.NullMarked;
