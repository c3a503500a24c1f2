package dev.skein.rollout.rules;

import dev.skein.rollout.policy.RolloutPolicy;
import dev.skein.rollout.state.Approval;
import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.Tally;
import dev.skein.rollout.state.TenantState;
import dev.skein.rollout.state.Terms;
import dev.skein.rollout.state.Wave;
import dev.skein.rollout.state.WaveState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Takes a running rollout from wave to wave, as far as evidence, bakes and people allow. */
final class Progress {
  private Progress() {}

  static Rollout advance(Rollout rollout, Instant now, List<RolloutChange> changes) {
    Rollout moved = rollout;
    while (moved.state() == RolloutState.RUNNING) {
      moved = passThrough(moved, now, changes);
      if (moved.state() != RolloutState.RUNNING
          || moved.started().stream().anyMatch(wave -> wave.state() != WaveState.PASSED)) {
        return moved;
      }
      int next = moved.current() + 1;
      if (next == moved.waves().size()) {
        return moved.tally().ended() ? complete(moved, changes) : moved;
      }
      Approval approval = moved.wave(next).approval();
      switch (approval) {
        case NOT_NEEDED, GIVEN -> moved = begin(moved, next, changes);
        case NEEDED -> {
          changes.add(new RolloutChange.ApprovalNeeded(next));
          return moved.with(moved.wave(next).with(Approval.AWAITED));
        }
        case AWAITED -> {
          return moved;
        }
      }
    }
    return moved;
  }

  static Rollout begin(Rollout rollout, int wave, List<RolloutChange> changes) {
    changes.add(new RolloutChange.WaveStarted(wave));
    return rollout.with(rollout.wave(wave).with(WaveState.RUNNING)).at(wave);
  }

  private static Rollout passThrough(Rollout rollout, Instant now, List<RolloutChange> changes) {
    Rollout moved = rollout;
    for (int i = 0; i <= moved.current(); i++) {
      if (moved.wave(i).state() == WaveState.RUNNING && moved.wave(i).through()) {
        String missing = EvidenceRules.missing(moved, moved.wave(i));
        if (!missing.isEmpty()) {
          return halt(moved, i, WaveState.INCONCLUSIVE, missing, changes);
        }
        moved = bake(moved, i, now, changes);
      }
      moved = passBaked(moved, i, now, changes);
    }
    return moved;
  }

  /** All of the wave's tenants are through, and what they showed is enough. */
  static Rollout bake(Rollout rollout, int index, Instant now, List<RolloutChange> changes) {
    Wave wave = rollout.wave(index);
    Duration bake = rollout.terms().hurried() ? Duration.ZERO : wave.bake();
    Instant until = now.plus(bake);
    if (!bake.isZero()) {
      changes.add(new RolloutChange.WaveBakes(index, until));
    }
    return rollout.with(wave.bakingUntil(until));
  }

  private static Rollout passBaked(
      Rollout rollout, int index, Instant now, List<RolloutChange> changes) {
    Wave wave = rollout.wave(index);
    Instant until = wave.bakesUntil();
    boolean over = until != null && (rollout.terms().hurried() || !now.isBefore(until));
    if (wave.state() != WaveState.BAKING || !over) {
      return rollout;
    }
    changes.add(new RolloutChange.WavePassed(index));
    return rollout.with(wave.with(WaveState.PASSED));
  }

  /** Stops by itself; the wave that gave the reason shows it. */
  static Rollout halt(
      Rollout rollout, int wave, WaveState verdict, String reason, List<RolloutChange> changes) {
    changes.add(new RolloutChange.Halted(reason));
    return rollout
        .with(rollout.wave(wave).with(verdict))
        .with(rollout.terms().stillSince(null))
        .to(RolloutState.HALTED, reason);
  }

  private static Rollout complete(Rollout rollout, List<RolloutChange> changes) {
    Tally tally = rollout.tally();
    RolloutState end =
        exceptions(tally) ? RolloutState.COMPLETED_WITH_EXCEPTIONS : RolloutState.COMPLETED;
    changes.add(new RolloutChange.Completed(end));
    return rollout.to(end, "");
  }

  /** The last exception may resolve itself when an attempt's end is heard of late. */
  static Rollout resolve(Rollout rollout, List<RolloutChange> changes) {
    if (rollout.state() != RolloutState.COMPLETED_WITH_EXCEPTIONS || exceptions(rollout.tally())) {
      return rollout;
    }
    changes.add(new RolloutChange.Completed(RolloutState.COMPLETED));
    return rollout.to(RolloutState.COMPLETED, "");
  }

  private static boolean exceptions(Tally tally) {
    return tally.count(TenantState.Phase.FAILED) > 0 || tally.count(TenantState.Phase.EXCEPTED) > 0;
  }

  /**
   * A person wants it to go on: what made it halt is let pass, shards are trusted again, and every
   * wave that had stopped runs, or bakes when it had come to its end.
   */
  static Rollout goOn(Rollout rollout, Instant now, List<RolloutChange> changes) {
    boolean judged = rollout.state() != RolloutState.PAUSED;
    Rollout moved = judged ? Ledger.forgiven(rollout) : rollout;
    changes.add(new RolloutChange.Resumed());
    moved = moved.to(RolloutState.RUNNING, "").with(extended(moved, now)).with(moved.toll().calm());
    for (Wave wave : moved.started()) {
      if (wave.state() == WaveState.FAILED || wave.state() == WaveState.INCONCLUSIVE) {
        moved = moved.with(slowly(moved.policy(), wave.with(WaveState.RUNNING)));
        if (wave.through()) {
          moved = bake(moved, wave.index(), now, changes);
        }
      }
    }
    return advance(moved, now, changes);
  }

  /** A deadline that has passed is given once more; one that has not stands. */
  private static Terms extended(Rollout rollout, Instant now) {
    Instant deadline = rollout.terms().deadline();
    Duration limit = rollout.policy().deadline();
    return deadline == null || limit == null || now.isBefore(deadline)
        ? rollout.terms().stillSince(null)
        : rollout.terms().stillSince(null).until(now.plus(limit));
  }

  static Wave slowly(RolloutPolicy policy, Wave wave) {
    return wave.slowly(2 * policy.failureBudget(wave.index()));
  }
}
