package dev.skein.coordinator.status;

import dev.skein.coordinator.status.RolloutStatus.BlockedGroup;
import dev.skein.coordinator.status.RolloutStatus.WaveStatus;
import dev.skein.rollout.state.Approval;
import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.WaveState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long a rollout will take, by what was measured: the rate of the wave that runs, the bakes
 * that are left, the time at which windows open. What takes a person's time is named and not
 * guessed.
 *
 * @param ratePerSecond tenants that ended a second; null before the first
 * @param secondsLeft without what waits for a person; null while it is not known
 * @param waitsFor what must come first and takes a time that nobody knows
 */
record Estimate(@Nullable Double ratePerSecond, @Nullable Long secondsLeft, List<String> waitsFor) {
  static Estimate of(RolloutStatus status, long elapsedMillis, Instant now) {
    RolloutState state = RolloutState.valueOf(status.state());
    if (!state.live()) {
      return new Estimate(perSecond(status.counts().ended(), elapsedMillis), null, List.of());
    }
    Double rate = rate(status, elapsedMillis, now);
    List<String> waitsFor = waitsFor(status, state);
    Long left = state == RolloutState.RUNNING ? left(status, rate, now) : null;
    return new Estimate(rate, left, waitsFor);
  }

  /** Of the current wave; while it has none yet, of the last one that had. */
  private static @Nullable Double rate(RolloutStatus status, long elapsedMillis, Instant now) {
    for (int index = status.currentWave(); index >= 0; index--) {
      WaveStatus wave = status.waves().get(index);
      Instant began = wave.startedAt();
      if (began != null && done(wave.counts()) > 0) {
        Instant end = wave.endedAt() == null ? now : wave.endedAt();
        long took = Duration.between(began, end).toMillis();
        // A pause within the wave is not the wave's time.
        return perSecond(done(wave.counts()), Math.min(took, elapsedMillis));
      }
    }
    return null;
  }

  private static int done(Counts counts) {
    return counts.succeeded() + counts.alreadyCurrent() + counts.failed();
  }

  private static @Nullable Double perSecond(int tenants, long millis) {
    return tenants == 0 || millis <= 0 ? null : tenants * 1000.0 / millis;
  }

  private static @Nullable Long left(RolloutStatus status, @Nullable Double rate, Instant now) {
    Counts counts = status.counts();
    int toRun = counts.queued() + counts.waiting() + counts.inFlight();
    if ((toRun > 0 && rate == null) || frozenForGood(status)) {
      return null;
    }
    double seconds = rate == null ? 0 : (toRun + opening(status)) / rate;
    for (BlockedGroup group : status.detail().blocked()) {
      seconds = Math.max(seconds, until(group.until(), now));
    }
    if (status.detail().freeze() != null) {
      seconds += until(status.detail().freeze().until(), now);
    }
    return Math.round(seconds + bakes(status, now));
  }

  private static boolean frozenForGood(RolloutStatus status) {
    return status.detail().freeze() != null && status.detail().freeze().until() == null;
  }

  /** Who will be sent when a window opens or a freeze ends. */
  private static int opening(RolloutStatus status) {
    return status.detail().blocked().stream()
        .filter(group -> group.until() != null)
        .mapToInt(BlockedGroup::tenants)
        .sum();
  }

  private static double bakes(RolloutStatus status, Instant now) {
    double seconds = 0;
    for (WaveStatus wave : status.waves()) {
      seconds +=
          switch (WaveState.valueOf(wave.state())) {
            case BAKING -> until(wave.bakesUntil(), now);
            case PENDING, RUNNING -> status.hurried() ? 0 : wave.bakeMillis() / 1000.0;
            case PASSED, FAILED, INCONCLUSIVE -> 0;
          };
    }
    return seconds;
  }

  private static double until(@Nullable Instant end, Instant now) {
    return end == null ? 0 : Math.max(0, Duration.between(now, end).toMillis() / 1000.0);
  }

  private static List<String> waitsFor(RolloutStatus status, RolloutState state) {
    List<String> waitsFor = new ArrayList<>();
    switch (state) {
      case PLANNED -> waitsFor.add("a person to approve it");
      case APPROVED -> waitsFor.add("a person to begin it");
      case PAUSED, HALTED -> waitsFor.add("a person to resume it");
      case RUNNING, ABORTED, COMPLETED, COMPLETED_WITH_EXCEPTIONS, COMPENSATING, COMPENSATED -> {}
    }
    if (frozenForGood(status)) {
      waitsFor.add("a person to lift the freeze of the fleet");
    }
    status.waves().stream()
        .filter(wave -> wave.approval() == Approval.NEEDED || wave.approval() == Approval.AWAITED)
        .forEach(wave -> waitsFor.add("approval of wave " + wave.index()));
    status.detail().blocked().stream()
        .filter(group -> group.until() == null)
        .forEach(
            group ->
                waitsFor.add(
                    "a person to let %d tenant%s go: %s"
                        .formatted(group.tenants(), group.tenants() == 1 ? "" : "s", group.why())));
    return waitsFor;
  }
}
