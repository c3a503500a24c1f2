package dev.skein.rollout.rules;

import dev.skein.rollout.policy.SameSignature;
import dev.skein.rollout.state.Cause;
import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.TenantState;

/** When a failure halts its rollout: a count that <em>reaches</em> its number does. */
final class HaltRules {
  private HaltRules() {}

  /** Why the rollout must halt now that this tenant failed; empty when it need not. */
  static String reason(Rollout rollout, TenantSlot failed) {
    if (failed.state() == TenantState.FAILED_PARTIAL) {
      return "a script failed half-way and may have left a part of its work behind";
    }
    Cause cause = failed.cause();
    if (failed.state() == TenantState.UNKNOWN || cause == null || cause.error()) {
      return "";
    }
    boolean canary = failed.wave() == 0;
    String reached = failures(rollout, canary);
    return reached.isEmpty() ? signature(rollout, canary, cause.signature()) : reached;
  }

  /** Why so many failures are too many; empty when they are not. */
  static String failures(Rollout rollout, boolean canary) {
    int failures = Limits.losses(rollout, canary).failures();
    String reached = Limits.reached(rollout, canary, failures);
    if (reached.isEmpty()) {
      return "";
    }
    String what = failures == 1 ? "failure" : "failures";
    return canary
        ? "%d canary %s reached %s".formatted(failures, what, reached)
        : "%d %s after the canary reached %s".formatted(failures, what, reached);
  }

  private static String signature(Rollout rollout, boolean canary, String signature) {
    SameSignature same = rollout.policy().halt().sameSignature();
    int tenants = rollout.toll().tenants(signature);
    int shards = rollout.toll().shards(signature);
    if (canary) {
      return tenants >= rollout.policy().canary().sameSignature()
          ? "%d of the canary failed by %s".formatted(tenants, signature)
          : "";
    }
    return tenants >= same.tenants() && shards >= Math.min(same.shards(), rollout.terms().shards())
        ? "%d tenants on %d shard%s failed by %s"
            .formatted(tenants, shards, shards == 1 ? "" : "s", signature)
        : "";
  }
}
