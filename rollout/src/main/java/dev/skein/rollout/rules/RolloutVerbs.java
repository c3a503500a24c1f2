package dev.skein.rollout.rules;

import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.TenantState;
import dev.skein.rollout.state.Wave;
import dev.skein.rollout.state.WaveState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What people ask of a rollout. What the present state does not allow is refused, as a value. */
public final class RolloutVerbs {
  private RolloutVerbs() {}

  /** Stops sending; what has started runs on. Again: nothing changes. */
  public static Verdict pause(Rollout rollout, String reason) {
    return switch (rollout.state()) {
      case PAUSED -> new Verdict.Done(rollout, List.of());
      case RUNNING ->
          new Verdict.Done(
              rollout.to(RolloutState.PAUSED, reason), List.of(new RolloutChange.Paused(reason)));
      case PLANNED,
          APPROVED,
          HALTED,
          ABORTED,
          COMPLETED,
          COMPLETED_WITH_EXCEPTIONS,
          COMPENSATING,
          COMPENSATED ->
          refused("RUNNING", "pause", rollout);
    };
  }

  /** Goes on after a pause or a halt; failures so far no longer halt by themselves. */
  public static Verdict resume(Rollout rollout) {
    return switch (rollout.state()) {
      case RUNNING -> new Verdict.Done(rollout, List.of());
      case PAUSED, HALTED -> running(rollout);
      case PLANNED,
          APPROVED,
          ABORTED,
          COMPLETED,
          COMPLETED_WITH_EXCEPTIONS,
          COMPENSATING,
          COMPENSATED ->
          refused("PAUSED or HALTED", "resume", rollout);
    };
  }

  /** Ends it; reverts nothing. Tenants that were not sent become CANCELLED. */
  public static Verdict abort(Rollout rollout, String reason) {
    return switch (rollout.state()) {
      case ABORTED -> new Verdict.Done(rollout, List.of());
      case PLANNED, APPROVED, RUNNING, PAUSED, HALTED -> {
        Rollout aborted = rollout;
        for (Wave wave : rollout.waves()) {
          Wave cancelled = wave;
          for (TenantState state : TenantState.values()) {
            if (state.phase() == TenantState.Phase.QUEUED) {
              int queued = wave.tally().count(state);
              cancelled =
                  cancelled.with(cancelled.tally().moved(state, TenantState.CANCELLED, queued));
            }
          }
          aborted = aborted.with(cancelled);
        }
        yield new Verdict.Done(
            aborted.to(RolloutState.ABORTED, reason), List.of(new RolloutChange.Aborted(reason)));
      }
      case COMPLETED, COMPLETED_WITH_EXCEPTIONS, COMPENSATING, COMPENSATED ->
          refused("a rollout that has not ended", "abort", rollout);
    };
  }

  /**
   * Sends failed tenants again, each in its own wave, and goes on.
   *
   * @param requeued of each wave, how many tenants leave each failed state; all empty: nothing
   *     changes, so that a second press of the key does no harm
   */
  public static Verdict retry(Rollout rollout, Map<Integer, Map<TenantState, Integer>> requeued) {
    return switch (rollout.state()) {
      case RUNNING, PAUSED, HALTED, COMPLETED_WITH_EXCEPTIONS, COMPLETED -> {
        Rollout changed = rollout;
        for (Map.Entry<Integer, Map<TenantState, Integer>> entry : requeued.entrySet()) {
          Wave wave = changed.waves().get(entry.getKey());
          for (Map.Entry<TenantState, Integer> count : entry.getValue().entrySet()) {
            wave =
                wave.with(
                    wave.tally().moved(count.getKey(), TenantState.PENDING, count.getValue()));
          }
          if (!wave.equals(changed.waves().get(entry.getKey()))) {
            changed = changed.with(wave.with(WaveState.RUNNING));
          }
        }
        yield changed.equals(rollout)
                || changed.state() == RolloutState.RUNNING
                || changed.state() == RolloutState.PAUSED
            ? new Verdict.Done(changed, List.of())
            : running(changed);
      }
      case PLANNED, APPROVED, ABORTED, COMPENSATING, COMPENSATED ->
          refused("a rollout that ran and was not aborted", "retry", rollout);
    };
  }

  private static Verdict running(Rollout rollout) {
    Rollout resumed = rollout.to(RolloutState.RUNNING, "");
    for (Wave wave : resumed.waves()) {
      if (wave.state() == WaveState.FAILED) {
        resumed = resumed.with(wave.with(WaveState.RUNNING));
      }
    }
    List<RolloutChange> changes = new ArrayList<>();
    changes.add(new RolloutChange.Resumed());
    resumed = RolloutRules.advance(resumed, changes);
    return new Verdict.Done(resumed, changes);
  }

  private static Verdict refused(String expected, String verb, Rollout rollout) {
    return new Verdict.Refused(
        "expected %s to %s but the rollout is %s".formatted(expected, verb, rollout.state()));
  }
}
