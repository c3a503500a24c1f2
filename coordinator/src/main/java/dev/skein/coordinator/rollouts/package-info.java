/** Rollouts: started, stepped by the rules, dispatched, steered by people. */
@NullMarked
package dev.skein.coordinator.rollouts;

import org.jspecify.annotations.NullMarked;
