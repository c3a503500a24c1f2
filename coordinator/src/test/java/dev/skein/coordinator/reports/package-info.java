@NullMarked
package dev.skein.coordinator.reports;

import org.jspecify.annotations.NullMarked;
