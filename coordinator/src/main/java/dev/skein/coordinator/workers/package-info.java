/** Workers: their signs of life, and what they leave behind when they fall silent. */
@NullMarked
package dev.skein.coordinator.workers;

import org.jspecify.annotations.NullMarked;
