package dev.skein.rollout.rules;

import dev.skein.rollout.policy.RolloutPolicy;
import dev.skein.rollout.state.TenantState;
import java.util.List;

/** Who of a fleet has ended, and what of that is more than its policy allows, counted by rows. */
record FleetFailures(RolloutPolicy policy, List<FleetRow> rows) {
  static boolean stands(FleetRow row) {
    return row.state().terminal()
        || (row.slot.blocker() != null && !row.slot.blocker().holdsWave());
  }

  boolean through(int wave) {
    return rows.stream().allMatch(row -> row.slot.wave() != wave || stands(row));
  }

  /** Whether there are more failures than the policy and the people allow. */
  boolean halts() {
    return failures(true) >= policy.canary().failures()
        || (policy.halt().failures() > 0 && failures(false) >= policy.halt().failures())
        || rows.stream().anyMatch(row -> partial(row) && !row.forgiven);
  }

  private static boolean partial(FleetRow row) {
    return row.state() == TenantState.FAILED_PARTIAL;
  }

  boolean percent() {
    double percent = policy.halt().failurePercent();
    List<FleetRow> later = rows.stream().filter(row -> row.slot.wave() > 0).toList();
    long done =
        later.stream()
            .filter(row -> row.in(TenantState.Phase.WELL) || row.in(TenantState.Phase.FAILED))
            .count();
    long failures = failures(false);
    return percent > 0
        && failures > 0
        && done >= Math.min(policy.halt().minimumSample(), later.size())
        && failures * 100.0 / done >= percent;
  }

  private long failures(boolean canary) {
    return rows.stream()
        .filter(row -> row.slot.wave() == 0 == canary && row.failed() && !row.forgiven)
        .count();
  }
}
