/** What happened to releases, rollouts, workers and tenants. */
@NullMarked
package dev.skein.contracts.event;

import org.jspecify.annotations.NullMarked;
