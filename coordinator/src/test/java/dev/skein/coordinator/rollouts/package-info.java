@NullMarked
package dev.skein.coordinator.rollouts;

import org.jspecify.annotations.NullMarked;
