package dev.skein.rollout.rules;

import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.TenantState;
import dev.skein.rollout.state.Wave;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How many more commands may be sent: the waves' slow start, and each shard's window. */
public final class FlowRules {
  /** Work that waits at a shard, so that it does not idle while its results are on their way. */
  private static final Duration AHEAD = Duration.ofMillis(500);

  /** Commands that wait at a shard at most, as a multiple of what it works on at once. */
  private static final int MOST_AHEAD = 16;

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
   * Commands that a shard may be sent now, so that it has a window of unfinished ones: those that
   * it works on, and as many again or half a second's work, whichever is more. Where the policy
   * allows fewer at once than the workers would take, nothing waits: they would start it.
   *
   * @param concurrency of the shard's live workers together as they announced it; 0 when none lives
   * @param unfinished commands at the shard, over all rollouts
   * @param typical how long a tenant of the shard takes of late; null while it is not known
   */
  public static int room(
      Rollout rollout, String shard, int concurrency, int unfinished, @Nullable Duration typical) {
    if (tripped(rollout, shard)) {
      return 0;
    }
    int own = rollout.policy().perShard().concurrency();
    int window = own > 0 && own < concurrency ? own : concurrency + ahead(concurrency, typical);
    return Math.max(0, window - unfinished);
  }

  private static int ahead(int concurrency, @Nullable Duration typical) {
    if (typical == null) {
      return concurrency;
    }
    long each = Math.max(1, typical.toMillis());
    long times = Math.clamp(AHEAD.toMillis() / each, 1, MOST_AHEAD);
    return Math.toIntExact(concurrency * times);
  }
}
