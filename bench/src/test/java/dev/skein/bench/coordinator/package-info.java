@NullMarked
package dev.skein.bench.coordinator;

import org.jspecify.annotations.NullMarked;
