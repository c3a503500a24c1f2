@NullMarked
package dev.skein.coordinator.surveys;

import org.jspecify.annotations.NullMarked;
