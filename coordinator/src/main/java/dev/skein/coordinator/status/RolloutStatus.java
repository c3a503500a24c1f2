package dev.skein.coordinator.status;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.skein.coordinator.blocks.FreezeView;
import dev.skein.coordinator.fingerprints.Fingerprints;
import dev.skein.coordinator.status.FailureClusters.FailureCluster;
import dev.skein.rollout.state.Approval;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a rollout stands.
 *
 * @param stateSince since when it is in its state
 * @param reason why it stands there, or null when nothing is to be said
 * @param ranMillis how long it had been running when it last stopped
 * @param runningSince since when it runs again; null while it is halted, paused or over
 * @param elapsedMillis the time that it was running: it stands still while it is halted or paused
 * @param hurried whether a person skipped the bakes that are left
 * @param ratePerSecond tenants that ended, per second, in the wave that runs; null before the first
 * @param secondsLeft for what is left at that rate, with bakes and windows; null while it is not
 *     known
 * @param waitsFor what must come first and takes a time that nobody knows, as a person's approval
 */
record RolloutStatus(
    String id,
    ReleaseRef release,
    String state,
    Instant stateSince,
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
    @JsonIgnore boolean hurried,
    @JsonUnwrapped Detail detail,
    long elapsedMillis,
    @Nullable Double ratePerSecond,
    @Nullable Long secondsLeft,
    List<String> waitsFor) {
  /** The same with what changes by time alone: elapsed, rate and time left. */
  RolloutStatus at(Instant now) {
    long sinceThen =
        runningSince == null ? 0 : Math.max(0, Duration.between(runningSince, now).toMillis());
    long elapsed = ranMillis + sinceThen;
    Estimate estimate = Estimate.of(this, elapsed, now);
    return new RolloutStatus(
        id,
        release,
        state,
        stateSince,
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
        hurried,
        detail,
        elapsed,
        estimate.ratePerSecond(),
        estimate.secondsLeft(),
        estimate.waitsFor());
  }

  RolloutStatus with(Detail found) {
    return new RolloutStatus(
        id,
        release,
        state,
        stateSince,
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
        hurried,
        found,
        elapsedMillis,
        ratePerSecond,
        secondsLeft,
        waitsFor);
  }

  /**
   * What other queries tell.
   *
   * @param failures the newest
   * @param clusters the largest
   * @param attention what a person should know and do
   * @param blocked who may not be sent now, by why
   * @param fingerprints what they say; null where the policy asked for none yet
   * @param freeze of the whole fleet, or null when none holds it up
   * @param catchUps the newest rollouts that bring those up who joined after this one was frozen
   * @param catchesUp the rollout that this one brings joiners up with, or null
   */
  record Detail(
      @JsonProperty("newestFailures") List<FailedTenant> failures,
      List<FailureCluster> clusters,
      List<String> attention,
      List<BlockedGroup> blocked,
      @Nullable Fingerprints fingerprints,
      @JsonIgnore @Nullable FreezeView freeze,
      List<String> catchUps,
      @Nullable String catchesUp) {
    static final Detail NONE = of(null);

    /** Without what other queries tell. */
    static Detail of(@Nullable String catchesUp) {
      return new Detail(
          List.of(), List.of(), List.of(), List.of(), null, null, List.of(), catchesUp);
    }
  }

  record ReleaseRef(String digest, String name, @Nullable String head) {}

  /**
   * @param bakeMillis how long it is watched after its last tenant
   * @param bakesUntil when that is over; null before it began
   */
  record WaveStatus(
      int index,
      String state,
      int tenants,
      Counts counts,
      Approval approval,
      long bakeMillis,
      @Nullable Instant bakesUntil,
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
