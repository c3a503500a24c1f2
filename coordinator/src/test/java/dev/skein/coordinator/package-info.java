@NullMarked
package dev.skein.coordinator;

import org.jspecify.annotations.NullMarked;
