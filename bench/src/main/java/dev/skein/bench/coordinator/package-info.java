/** {@code skein bench coordinator}: the real coordinator under a fleet of simulated workers. */
@NullMarked
package dev.skein.bench.coordinator;

import org.jspecify.annotations.NullMarked;
