package dev.skein.rollout.rules;

import dev.skein.rollout.policy.RetryPolicy;
import dev.skein.rollout.policy.RolloutPolicy;
import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.Tally;
import dev.skein.rollout.state.TenantState;
import dev.skein.rollout.state.Wave;
import dev.skein.rollout.state.WaveState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What an event at one tenant means for its rollout: halt, next wave, or the end. */
public final class RolloutRules {
  private RolloutRules() {}

  /**
   * A rollout that has just started: its canary runs, nothing is sent yet.
   *
   * @param sizes tenants of each wave, none 0
   */
  public static Rollout start(RolloutPolicy policy, List<Integer> sizes) {
    List<Wave> waves = new ArrayList<>();
    for (int i = 0; i < sizes.size(); i++) {
      waves.add(
          new Wave(
              i,
              i == 0 ? WaveState.RUNNING : WaveState.PENDING,
              Tally.of(TenantState.PENDING, sizes.get(i)),
              2 * policy.failureBudget(i),
              0));
    }
    return new Rollout(RolloutState.RUNNING, policy, 0, waves, "");
  }

  /** What the event makes of both. Results count in every state; only RUNNING moves on. */
  public static Step on(Rollout rollout, TenantSlot tenant, AttemptEvent event, Instant now) {
    TenantSlot moved = AttemptRules.on(retry(rollout), tenant, event, now);
    if (rollout.state() == RolloutState.ABORTED
        && moved.state().phase() == TenantState.Phase.QUEUED) {
      moved = moved.to(TenantState.CANCELLED);
    }
    Wave wave = rollout.waves().get(tenant.wave());
    wave = wave.with(wave.tally().moved(tenant.state(), moved.state(), 1));
    if (moved.state().phase() == TenantState.Phase.WELL) {
      wave = wave.credited();
    }
    return judge(rollout.with(wave), moved);
  }

  /** None after an abort: what would have been tried again stands as it failed. */
  private static RetryPolicy retry(Rollout rollout) {
    RetryPolicy retry = rollout.policy().retry();
    return rollout.state() == RolloutState.ABORTED
        ? new RetryPolicy(1, retry.first(), retry.longest())
        : retry;
  }

  private static Step judge(Rollout rollout, TenantSlot tenant) {
    List<RolloutChange> changes = new ArrayList<>();
    String halt =
        tenant.state().phase() == TenantState.Phase.FAILED ? HaltRules.reason(rollout, tenant) : "";
    if (!halt.isEmpty() && rollout.state().next().contains(RolloutState.HALTED)) {
      Rollout halted =
          rollout
              .with(rollout.waves().get(tenant.wave()).with(WaveState.FAILED))
              .to(RolloutState.HALTED, halt);
      changes.add(new RolloutChange.Halted(halt));
      return new Step(halted, tenant, changes);
    }
    return new Step(advance(rollout, changes), tenant, changes);
  }

  /** Passes every started wave that came to its end, starts the next one, or completes. */
  static Rollout advance(Rollout rollout, List<RolloutChange> changes) {
    Rollout now = rollout;
    while (now.state() == RolloutState.RUNNING) {
      now = passEnded(now, changes);
      if (now.waves().subList(0, now.current() + 1).stream()
          .anyMatch(wave -> wave.state() != WaveState.PASSED)) {
        return now;
      }
      if (now.current() + 1 < now.waves().size()) {
        int next = now.current() + 1;
        now = now.with(now.waves().get(next).with(WaveState.RUNNING)).at(next);
        changes.add(new RolloutChange.WaveStarted(next));
      } else {
        RolloutState end = end(now.tally());
        now = now.to(end, "");
        changes.add(new RolloutChange.Completed(end));
      }
    }
    return now;
  }

  private static Rollout passEnded(Rollout rollout, List<RolloutChange> changes) {
    Rollout now = rollout;
    for (int i = 0; i <= now.current(); i++) {
      Wave wave = now.waves().get(i);
      if (wave.state() == WaveState.RUNNING && wave.tally().ended()) {
        now = now.with(wave.with(WaveState.PASSED));
        changes.add(new RolloutChange.WavePassed(i));
      }
    }
    return now;
  }

  private static RolloutState end(Tally tally) {
    boolean exceptions =
        tally.count(TenantState.Phase.FAILED) > 0 || tally.count(TenantState.Phase.EXCEPTED) > 0;
    return exceptions ? RolloutState.COMPLETED_WITH_EXCEPTIONS : RolloutState.COMPLETED;
  }
}
