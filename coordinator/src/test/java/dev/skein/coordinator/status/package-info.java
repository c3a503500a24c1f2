@NullMarked
package dev.skein.coordinator.status;

import org.jspecify.annotations.NullMarked;
