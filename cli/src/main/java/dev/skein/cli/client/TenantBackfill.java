package dev.skein.cli.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A backfill on one tenant.
 *
 * @param state pending, running, paused, done or failed
 * @param rows changed so far
 * @param note why it waits or failed, or null
 */
public record TenantBackfill(
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
    @Nullable Instant since,
    @Nullable Instant updatedAt,
    @Nullable Instant endedAt) {
  public TenantBackfill {
    tenant = Absent.text(tenant);
    shard = Absent.text(shard);
    name = Absent.text(name);
    release = Absent.text(release);
    state = Absent.text(state);
  }
}
