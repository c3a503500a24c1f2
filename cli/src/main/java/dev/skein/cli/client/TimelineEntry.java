package dev.skein.cli.client;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a tenant.
 *
 * @param number of the attempt in its rollout, from 1
 * @param outcome what the worker reported, by field; its {@code kind} tells which fields there are;
 *     null while the attempt runs
 * @param backup what the shard's own command calls the one that it took before; null where none was
 */
public record TimelineEntry(
    String attempt,
    String rollout,
    @Nullable String release,
    int number,
    @Nullable String worker,
    @Nullable Instant dispatchedAt,
    @Nullable Instant acceptedAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Long tookMillis,
    @Nullable Map<String, Object> outcome,
    @Nullable String backup) {
  public TimelineEntry {
    attempt = Absent.text(attempt);
    rollout = Absent.text(rollout);
  }
}
