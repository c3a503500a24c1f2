package dev.skein.rollout.rules;

import dev.skein.rollout.policy.RolloutPolicy;
import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.TenantState;
import dev.skein.rollout.state.Wave;

/** When a failure halts its rollout: a count that <em>reaches</em> its number does. */
final class HaltRules {
  private HaltRules() {}

  /** Why the rollout must halt now that this tenant failed; empty when it need not. */
  static String reason(Rollout rollout, TenantSlot failed) {
    RolloutPolicy policy = rollout.policy();
    if (failed.state() == TenantState.FAILED_PARTIAL) {
      return "a script failed half-way and may have left a part of its work behind";
    }
    if (failed.wave() == 0) {
      int failures = failures(rollout.waves().getFirst());
      int limit = policy.canary().failures();
      return failures >= limit
          ? "%d canary failure%s reached the limit of %d"
              .formatted(failures, failures == 1 ? "" : "s", limit)
          : "";
    }
    int failures = rollout.waves().stream().skip(1).mapToInt(HaltRules::failures).sum();
    int limit = policy.halt().failures();
    return failures >= limit
        ? "%d failures after the canary reached the limit of %d".formatted(failures, limit)
        : "";
  }

  private static int failures(Wave wave) {
    return wave.tally().count(TenantState.Phase.FAILED);
  }
}
