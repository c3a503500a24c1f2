/** Backfills of tenants: queued, sent in slices, steered by people, and waited for. */
@NullMarked
package dev.skein.coordinator.backfills;

import org.jspecify.annotations.NullMarked;
