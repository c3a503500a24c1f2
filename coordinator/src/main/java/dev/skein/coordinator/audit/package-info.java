/** Who asked for what, when, why, and what came of it. */
@NullMarked
package dev.skein.coordinator.audit;

import org.jspecify.annotations.NullMarked;
