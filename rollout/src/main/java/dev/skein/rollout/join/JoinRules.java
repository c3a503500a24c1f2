package dev.skein.rollout.join;

import dev.skein.contracts.id.RolloutId;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.rollout.policy.Canary;
import dev.skein.rollout.policy.HaltLimits;
import dev.skein.rollout.policy.RolloutPolicy;
import dev.skein.rollout.policy.WaveShare;
import dev.skein.rollout.state.RolloutState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A rollout's targets stay as they were frozen. Who joins later gets what the last completed
 * rollout brought, and what a live one brings only after that has completed: nobody is given a
 * release that has not shown itself.
 */
public final class JoinRules {
  private JoinRules() {}

  /**
   * @param version where the tenant is known to stand, or null
   * @param newestFirst the rollouts that it fits, by when they were started
   */
  public static Joining judge(@Nullable SchemaVersion version, List<Met> newestFirst) {
    RolloutId awaited = null;
    for (Met met : newestFirst) {
      switch (met.state()) {
        case PLANNED, APPROVED, RUNNING, PAUSED, HALTED -> {
          if (has(version, met)) {
            return settled(awaited);
          }
          awaited = met.rollout();
        }
        case COMPLETED, COMPLETED_WITH_EXCEPTIONS -> {
          return has(version, met) ? settled(awaited) : new Joining.CatchesUp(met.rollout());
        }
        // What came of these is no example.
        case ABORTED, COMPENSATING, COMPENSATED -> {}
      }
    }
    return awaited == null ? new Joining.Unaimed() : new Joining.Waits(awaited);
  }

  /** Whether joiners may be brought to what it brought. */
  public static boolean completed(RolloutState state) {
    return switch (state) {
      case COMPLETED, COMPLETED_WITH_EXCEPTIONS -> true;
      case PLANNED, APPROVED, RUNNING, PAUSED, HALTED, ABORTED, COMPENSATING, COMPENSATED -> false;
    };
  }

  private static Joining settled(@Nullable RolloutId awaited) {
    return awaited == null ? new Joining.Settled() : new Joining.Waits(awaited);
  }

  /** Who stands higher is never sent back. */
  private static boolean has(@Nullable SchemaVersion version, Met met) {
    SchemaVersion head = met.head();
    return met.had() || (version != null && head != null && version.compareTo(head) >= 0);
  }

  /**
   * How joiners catch up: in one wave that starts slowly, under the limits of the waves after the
   * canary, since the release has been through those. No bake, no approval.
   */
  public static RolloutPolicy policy(RolloutPolicy policy) {
    HaltLimits halt = policy.halt();
    return new RolloutPolicy(
        new Canary(
            Set.of(),
            Map.of(),
            0,
            100,
            Duration.ZERO,
            halt.budget(),
            halt.sameSignature().tenants()),
        List.of(new WaveShare(100)),
        halt,
        policy.retry(),
        policy.perShard(),
        policy.deadline(),
        policy.fingerprint(),
        policy.backup());
  }

  /**
   * Whether so many joiners of a rollout failed, in catch-ups that wait for a person, that no more
   * are sent before one has acted: a release that new tenants cannot bear would else fail at each.
   */
  public static boolean tooMany(RolloutPolicy policy, int failed) {
    return failed >= policy.halt().budget();
  }
}
