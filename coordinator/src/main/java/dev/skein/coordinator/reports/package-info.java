/** What workers report becomes steps of rollouts. */
@NullMarked
package dev.skein.coordinator.reports;

import org.jspecify.annotations.NullMarked;
