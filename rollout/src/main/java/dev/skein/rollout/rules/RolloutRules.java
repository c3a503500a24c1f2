package dev.skein.rollout.rules;

import dev.skein.rollout.policy.RetryPolicy;
import dev.skein.rollout.state.Blocker;
import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.TenantState;
import dev.skein.rollout.state.Toll;
import dev.skein.rollout.state.Wave;
import dev.skein.rollout.state.WaveState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What an event at one tenant means for its rollout: halt, next wave, or the end. */
public final class RolloutRules {
  private RolloutRules() {}

  /** What the event makes of both. Results count in every state; only RUNNING moves on. */
  public static Step on(Rollout rollout, TenantSlot tenant, AttemptEvent event, Instant now) {
    List<RolloutChange> changes = new ArrayList<>();
    TenantSlot moved = ended(rollout, AttemptRules.on(retry(rollout), tenant, event, now));
    Rollout counted = Ledger.moved(rollout, tenant, moved);
    counted = counted.with(shard(counted, tenant, event, changes));
    if (reopens(counted, moved)) {
      counted = Ledger.reopened(counted, moved.wave());
    }
    String halt = halt(counted, tenant, moved, event);
    if (!halt.isEmpty() && counted.state().next().contains(RolloutState.HALTED)) {
      boolean unsure = event instanceof AttemptEvent.Overdue;
      WaveState verdict = unsure ? WaveState.INCONCLUSIVE : WaveState.FAILED;
      Rollout halted = Progress.halt(counted, tenant.wave(), verdict, halt, changes);
      return new Step(halted, moved, changes);
    }
    counted = Progress.resolve(Progress.advance(counted, now, changes), changes);
    return new Step(counted, moved, changes);
  }

  /** None once it was stopped: what would have been tried again stands as it failed. */
  private static RetryPolicy retry(Rollout rollout) {
    RetryPolicy retry = rollout.policy().retry();
    return rollout.state().stopped() ? new RetryPolicy(1, retry.first(), retry.longest()) : retry;
  }

  /** Nobody is queued any more once it was stopped. */
  private static TenantSlot ended(Rollout rollout, TenantSlot moved) {
    if (!rollout.state().stopped() || moved.state().phase() != TenantState.Phase.QUEUED) {
      return moved;
    }
    return moved.to(RolloutVerbs.unsent(rollout));
  }

  private static Toll shard(
      Rollout rollout, TenantSlot tenant, AttemptEvent event, List<RolloutChange> changes) {
    Toll toll = rollout.toll();
    String shard = tenant.shard();
    if (tenant.state() == TenantState.UNKNOWN) {
      return toll;
    }
    return switch (event) {
      case AttemptEvent.Ended ended when Causes.verdict(ended.outcome()) -> toll.calm(shard);
      case AttemptEvent.Ended ended when Causes.error(ended.outcome()) ->
          erred(rollout, shard, changes);
      case AttemptEvent.Lost _ -> erred(rollout, shard, changes);
      case AttemptEvent.Ended _,
          AttemptEvent.Accepted _,
          AttemptEvent.Due _,
          AttemptEvent.Blocked _,
          AttemptEvent.Quarantined _,
          AttemptEvent.Overdue _ ->
          toll;
    };
  }

  private static Toll erred(Rollout rollout, String shard, List<RolloutChange> changes) {
    Toll toll = rollout.toll().erred(shard);
    int errors = toll.errors().getOrDefault(shard, 0);
    if (errors == rollout.policy().perShard().errors()) {
      changes.add(new RolloutChange.ShardTripped(shard, errors));
    }
    return toll;
  }

  /** Whether a tenant that stood aside is back in a wave that went on without it. */
  private static boolean reopens(Rollout rollout, TenantSlot moved) {
    Wave wave = rollout.wave(moved.wave());
    Blocker blocker = moved.blocker();
    return moved.state().phase() == TenantState.Phase.QUEUED
        && (blocker == null || blocker.holdsWave())
        && (wave.state() == WaveState.BAKING || wave.state() == WaveState.PASSED);
  }

  private static String halt(
      Rollout rollout, TenantSlot before, TenantSlot after, AttemptEvent event) {
    if (event instanceof AttemptEvent.Overdue) {
      int unknown =
          rollout.tally().count(TenantState.UNKNOWN) - rollout.toll().forgiven().unknown();
      return before.state() == TenantState.UNKNOWN && unknown > 0
          ? "for too long nobody can say how an attempt ended"
          : "";
    }
    if (after.equals(before)) {
      return "";
    }
    return switch (after.state().phase()) {
      case FAILED -> HaltRules.reason(rollout, after);
      // It may complete the sample that a percentage waits for.
      case WELL -> after.wave() == 0 ? "" : HaltRules.failures(rollout, false);
      case QUEUED, IN_FLIGHT, EXCEPTED -> "";
    };
  }
}
