@NullMarked
package dev.skein.coordinator.registry;

import org.jspecify.annotations.NullMarked;
