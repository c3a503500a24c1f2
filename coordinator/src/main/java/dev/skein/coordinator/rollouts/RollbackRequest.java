package dev.skein.coordinator.rollouts;

import org.jspecify.annotations.Nullable;

/**
 * What a person says when a rollout is to be taken back; everything may be left out.
 *
 * @param plan only says what would happen
 * @param to what tenants go back to: a release's digest or name, a version, or {@code nothing};
 *     null for what they are known to have had before
 * @param replay tenants that had nothing of the release run it and its undo, instead of neither
 * @param acceptLoss that data is lost by it is known and wanted
 * @param policy the policy file's text; null for the policy of the rollout that is taken back
 * @param reason for those who look at it later
 */
record RollbackRequest(
    Boolean plan,
    @Nullable String to,
    Boolean replay,
    Boolean acceptLoss,
    @Nullable String policy,
    String reason) {
  static final RollbackRequest NOTHING = new RollbackRequest(false, null, false, false, null, "");

  RollbackRequest {
    plan = Boolean.TRUE.equals(plan);
    replay = Boolean.TRUE.equals(replay);
    acceptLoss = Boolean.TRUE.equals(acceptLoss);
    reason = reason == null ? "" : reason;
  }
}
