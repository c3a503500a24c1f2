package dev.skein.coordinator.status;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a rollout stands.
 *
 * @param reason why it stands there, or null when nothing is to be said
 * @param elapsedMillis from its start to its end, or to now
 * @param ratePerSecond tenants that ended, per second since the start; null before the first
 * @param secondsLeft at that rate; null while nothing can be said
 * @param attention what a person should know and do
 */
record RolloutStatus(
    String id,
    ReleaseRef release,
    String state,
    @Nullable String reason,
    int currentWave,
    String targetDigest,
    int tenants,
    Counts counts,
    List<WaveStatus> waves,
    Instant startedAt,
    @Nullable Instant endedAt,
    long elapsedMillis,
    @Nullable Double ratePerSecond,
    @Nullable Long secondsLeft,
    List<FailedTenant> newestFailures,
    List<String> attention) {
  record ReleaseRef(String digest, String name, @Nullable String head) {}

  record WaveStatus(
      int index,
      String state,
      int tenants,
      Counts counts,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt) {}

  /**
   * A failure as it was last seen.
   *
   * @param kind of failure or rejection
   */
  record FailedTenant(
      String tenant,
      String shard,
      String kind,
      @Nullable String sqlState,
      @Nullable String script,
      @Nullable Integer line,
      String message,
      Instant at) {}
}
