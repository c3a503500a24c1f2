package dev.skein.rollout.rules;

import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.TenantState;
import dev.skein.rollout.state.Wave;

/** How many more commands may be sent: the waves' slow start, and each shard's window. */
public final class FlowRules {
  /** Unfinished commands kept at a shard, as a multiple of what it works on at once. */
  private static final int WINDOW = 2;

  private FlowRules() {}

  /** Commands of this rollout that may be sent now, over all shards; 0 unless it is running. */
  public static int allowance(Rollout rollout) {
    if (rollout.state() != RolloutState.RUNNING) {
      return 0;
    }
    Wave current = rollout.wave(rollout.current());
    int inFlight = rollout.tally().count(TenantState.Phase.IN_FLIGHT);
    return Math.max(0, current.allowance() - inFlight);
  }

  /** The rollout after a tenant of a wave was sent. */
  public static Rollout sent(Rollout rollout, int wave) {
    Wave before = rollout.wave(wave);
    return rollout.with(
        before.with(before.tally().moved(TenantState.PENDING, TenantState.DISPATCHED, 1)));
  }

  /** Whether attempt after attempt ended there without a verdict, until a person resumes. */
  public static boolean tripped(Rollout rollout, String shard) {
    return rollout.toll().errors().getOrDefault(shard, 0) >= rollout.policy().perShard().errors();
  }

  /**
   * Commands that a shard may be sent now.
   *
   * @param concurrency of the shard's live workers together as they announced it; 0 when none lives
   * @param unfinished commands at the shard, over all rollouts
   */
  public static int room(Rollout rollout, String shard, int concurrency, int unfinished) {
    if (tripped(rollout, shard)) {
      return 0;
    }
    int own = rollout.policy().perShard().concurrency();
    int used = own == 0 ? concurrency : Math.min(own, concurrency);
    return Math.max(0, WINDOW * used - unfinished);
  }
}
