package dev.skein.coordinator.backfills;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A backfill over all tenants that have it.
 *
 * @param release the newest one that has it, by name
 * @param paused whether it is paused as a whole, so also for tenants to come
 * @param reason why it is, or empty
 * @param tenants of which {@code pending} wait for their turn, {@code pausedTenants} for a person
 * @param rows changed so far
 * @param since when its first tenant came to its release
 * @param done whether all tenants are
 */
public record BackfillView(
    String name,
    String release,
    boolean paused,
    String reason,
    int tenants,
    int pending,
    int running,
    int pausedTenants,
    int failed,
    int doneTenants,
    long batches,
    long rows,
    Instant since,
    @Nullable Instant updatedAt,
    boolean done) {}
