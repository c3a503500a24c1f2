package dev.skein.rollout.rules;

import dev.skein.rollout.plan.PlannedWave;
import dev.skein.rollout.policy.RolloutPolicy;
import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.TenantState;
import dev.skein.rollout.state.Wave;
import dev.skein.rollout.state.WaveState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What holds between any two steps: the rollout's counts are those of the rows. */
record FleetTally(
    RolloutPolicy policy,
    List<PlannedWave> plan,
    List<FleetRow> rows,
    FleetFailures failures,
    FleetPrints prints) {
  void check(Rollout rollout, Instant now) {
    List<Map<TenantState, Integer>> counts = new ArrayList<>();
    plan.forEach(_ -> counts.add(new EnumMap<>(TenantState.class)));
    int[] aside = new int[plan.size()];
    int[] erred = new int[plan.size()];
    for (FleetRow row : rows) {
      TenantSlot slot = row.slot;
      counts.get(slot.wave()).merge(slot.state(), 1, Integer::sum);
      aside[slot.wave()] += slot.blocker() != null && !slot.blocker().holdsWave() ? 1 : 0;
      boolean lost = row.in(TenantState.Phase.FAILED) && !row.failed();
      erred[slot.wave()] += lost && slot.state() != TenantState.UNKNOWN ? 1 : 0;
      FleetChecks.require(
          fits(rollout, slot, now), () -> "out of place: %s; %s".formatted(slot, rollout));
    }
    for (Wave wave : rollout.waves()) {
      Map<TenantState, Integer> counted = counts.get(wave.index());
      FleetChecks.require(
          wave.tally().counts().equals(counted)
              && wave.aside() == aside[wave.index()]
              && wave.errors() == erred[wave.index()],
          () -> "expected the tally %s but got %s".formatted(counted, wave));
      boolean pending = wave.state() == WaveState.PENDING;
      FleetChecks.require(
          pending == wave.index() > rollout.current(), () -> "waves do not fit " + rollout);
      FleetChecks.require(
          rollout.state() != RolloutState.RUNNING
              || (wave.state() != WaveState.FAILED && wave.state() != WaveState.INCONCLUSIVE),
          () -> "runs with a wave that stopped: " + rollout);
    }
    FleetChecks.require(
        rollout.state() != RolloutState.RUNNING || !failures.halts(),
        () -> "runs on beyond the failures allowed; " + rollout);
    FleetChecks.require(
        rollout.state() != RolloutState.RUNNING || !prints.halts(),
        () -> "runs on after one left its cohort; " + rollout);
    FleetChecks.require(
        rollout.state() != RolloutState.ABORTED
            || rows.stream().noneMatch(row -> row.in(TenantState.Phase.QUEUED)),
        () -> "an aborted rollout has a queue");
    signatures(rollout);
  }

  private void signatures(Rollout rollout) {
    int known = rollout.toll().totals().values().stream().mapToInt(Integer::intValue).sum();
    long failed = rows.stream().filter(FleetRow::failed).count();
    FleetChecks.require(
        known == failed, () -> "%d signatures of %d failures".formatted(known, failed));
  }

  /** Its time, its tries, and that its wave has begun if it left the queue. */
  private boolean fits(Rollout rollout, TenantSlot slot, Instant now) {
    Instant at = slot.dueAt();
    int most = policy.retry().attempts();
    boolean waits = slot.state() == TenantState.WAITING_RETRY;
    return (at == null || waits || slot.state() == TenantState.BLOCKED)
        && (!waits || (at != null && !at.isAfter(now.plus(policy.retry().longest()))))
        && (slot.state().terminal() ? slot.tries() <= most : slot.tries() < most)
        && (slot.wave() <= rollout.current()
            || slot.state() == TenantState.PENDING
            || slot.state().phase() == TenantState.Phase.EXCEPTED);
  }
}
