package dev.skein.rollout.rules;

import dev.skein.rollout.state.Losses;
import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.TenantState;
import dev.skein.rollout.state.Wave;

/** Whether a wave whose tenants are through has shown enough to open the gate behind it. */
final class EvidenceRules {
  private EvidenceRules() {}

  /** What is missing; empty when nothing is. What has no verdict is taken for a failure here. */
  static String missing(Rollout rollout, Wave wave) {
    boolean canary = wave.index() == 0;
    if (canary && wave.tally().count(TenantState.Phase.WELL) == 0) {
      return "no tenant of the canary succeeded";
    }
    Losses losses = Limits.losses(rollout, canary);
    if (losses.missing() == 0) {
      return unread(rollout);
    }
    String reached = Limits.reached(rollout, canary, losses.total());
    return reached.isEmpty()
        ? unread(rollout)
        : "%d tenant%s ended without a verdict, and as failures would reach %s"
            .formatted(losses.missing(), losses.missing() == 1 ? "" : "s", reached);
  }

  private static String unread(Rollout rollout) {
    int unread = rollout.toll().strays().newlyMissing();
    return unread == 0
        ? ""
        : "of %d tenant%s no fingerprint could be taken".formatted(unread, unread == 1 ? "" : "s");
  }
}
