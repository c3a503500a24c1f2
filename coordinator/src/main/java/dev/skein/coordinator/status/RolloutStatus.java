package dev.skein.coordinator.status;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.skein.rollout.state.RolloutState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a rollout stands.
 *
 * @param reason why it stands there, or null when nothing is to be said
 * @param ranMillis how long it had been running when it last stopped
 * @param runningSince since when it runs again; null while it is halted, paused or over
 * @param elapsedMillis the time that it was running: it stands still while it is halted or paused
 * @param ratePerSecond tenants that ended, per second since the start; null before the first
 * @param secondsLeft at that rate; null while nothing can be said
 * @param attention what a person should know and do
 * @param blocked who may not be sent now, by why
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
    @JsonIgnore long ranMillis,
    @JsonIgnore @Nullable Instant runningSince,
    long elapsedMillis,
    @Nullable Double ratePerSecond,
    @Nullable Long secondsLeft,
    List<FailedTenant> newestFailures,
    List<String> attention,
    List<BlockedGroup> blocked) {
  /** The same with what changes by time alone: elapsed, rate and time left. */
  RolloutStatus at(Instant now) {
    boolean live = RolloutState.valueOf(state).live();
    long sinceThen =
        runningSince == null ? 0 : Math.max(0, Duration.between(runningSince, now).toMillis());
    long elapsed = ranMillis + sinceThen;
    Double rate = counts.ended() == 0 || elapsed == 0 ? null : counts.ended() * 1000.0 / elapsed;
    return new RolloutStatus(
        id,
        release,
        state,
        reason,
        currentWave,
        targetDigest,
        tenants,
        counts,
        waves,
        startedAt,
        endedAt,
        ranMillis,
        runningSince,
        elapsed,
        rate,
        rate == null || !live ? null : Math.round(counts.left() / rate),
        newestFailures,
        attention,
        blocked);
  }

  RolloutStatus with(List<FailedTenant> failures, List<String> seen, List<BlockedGroup> kept) {
    return new RolloutStatus(
        id,
        release,
        state,
        reason,
        currentWave,
        targetDigest,
        tenants,
        counts,
        waves,
        startedAt,
        endedAt,
        ranMillis,
        runningSince,
        elapsedMillis,
        ratePerSecond,
        secondsLeft,
        failures,
        seen,
        kept);
  }

  record ReleaseRef(String digest, String name, @Nullable String head) {}

  record WaveStatus(
      int index,
      String state,
      int tenants,
      Counts counts,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt) {}

  /**
   * Tenants that may not be sent now, and alike why.
   *
   * @param by {@code window}, {@code freeze} or {@code pin}
   * @param until when the first of them is looked at again; null when only a person lets them go
   * @param sample up to five of them
   */
  record BlockedGroup(
      String by, String why, int tenants, @Nullable Instant until, List<String> sample) {}

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
