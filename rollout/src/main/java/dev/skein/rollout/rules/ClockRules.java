package dev.skein.rollout.rules;

import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.Terms;
import dev.skein.rollout.state.Wave;
import dev.skein.rollout.state.WaveState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the passing of time means: bakes end, deadlines pass, and silence is no consent. */
public final class ClockRules {
  private ClockRules() {}

  /**
   * @param moving whether anything goes on or will by itself: an attempt that a worker has, a retry
   *     or a blocked tenant with its time, a tenant at a shard that a worker serves and that is not
   *     tripped
   * @param why what keeps it when nothing does, as in "no live worker serves shard eu-1"; else
   *     empty
   */
  public static Verdict.Done tick(Rollout rollout, boolean moving, String why, Instant now) {
    List<RolloutChange> changes = new ArrayList<>();
    if (rollout.state() != RolloutState.RUNNING) {
      return new Verdict.Done(rollout, changes);
    }
    Rollout moved = Progress.advance(rollout, now, changes);
    if (moved.state() == RolloutState.RUNNING) {
      moved = limits(moved, moving, why, now, changes);
    }
    return new Verdict.Done(moved, changes);
  }

  private static Rollout limits(
      Rollout rollout, boolean moving, String why, Instant now, List<RolloutChange> changes) {
    Terms terms = rollout.terms();
    Instant deadline = terms.deadline();
    if (deadline != null && !now.isBefore(deadline)) {
      return inconclusive(rollout, "its deadline has passed", changes);
    }
    if (moving || !waits(rollout)) {
      return rollout.with(terms.stillSince(null));
    }
    Instant since = terms.stillSince();
    Duration limit = rollout.policy().halt().standstill();
    if (since == null) {
      return rollout.with(terms.stillSince(now));
    }
    return now.isBefore(since.plus(limit))
        ? rollout
        : inconclusive(rollout, "nothing moves: " + why, changes);
  }

  /** Whether it waits for tenants; not for a bake, nor for an approval. */
  private static boolean waits(Rollout rollout) {
    return rollout.started().stream().anyMatch(wave -> wave.state() == WaveState.RUNNING)
        || (rollout.current() + 1 == rollout.waves().size()
            && rollout.started().stream().allMatch(wave -> wave.state() == WaveState.PASSED));
  }

  private static Rollout inconclusive(Rollout rollout, String why, List<RolloutChange> changes) {
    Rollout moved = rollout;
    for (Wave wave : rollout.started()) {
      if (wave.state() == WaveState.RUNNING || wave.state() == WaveState.BAKING) {
        moved = moved.with(wave.with(WaveState.INCONCLUSIVE));
      }
    }
    changes.add(new RolloutChange.Halted(why));
    return moved.with(moved.terms().stillSince(null)).to(RolloutState.HALTED, why);
  }
}
