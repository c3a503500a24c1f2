package dev.skein.coordinator.backfills;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A backfill on one tenant.
 *
 * @param state pending, running, paused, done or failed
 * @param rows changed so far, as last heard
 * @param worker that runs it, or ran it last; null before the first
 * @param note why it waits or failed, or null
 * @param endedAt when it was done, or null
 */
public record TenantBackfillView(
    String tenant,
    String shard,
    String name,
    String release,
    String state,
    long batches,
    long rows,
    int tries,
    @Nullable String worker,
    @Nullable String note,
    Instant since,
    Instant updatedAt,
    @Nullable Instant endedAt) {}
