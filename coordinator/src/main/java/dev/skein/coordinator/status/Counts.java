package dev.skein.coordinator.status;

import dev.skein.rollout.state.Tally;
import dev.skein.rollout.state.TenantState;

/**
 * Tenants by what their state means.
 *
 * @param queued not sent yet; without those that wait for a retry or are blocked
 * @param excepted quarantined, skipped or cancelled
 * @param blocked kept by a window, a freeze or a pin
 */
record Counts(
    int queued,
    int waiting,
    int inFlight,
    int succeeded,
    int alreadyCurrent,
    int failed,
    int excepted,
    int blocked) {
  static Counts of(Tally tally) {
    int waiting = tally.count(TenantState.WAITING_RETRY);
    int blocked = tally.count(TenantState.BLOCKED);
    return new Counts(
        tally.count(TenantState.Phase.QUEUED) - waiting - blocked,
        waiting,
        tally.count(TenantState.Phase.IN_FLIGHT),
        tally.count(TenantState.SUCCEEDED),
        tally.count(TenantState.ALREADY_CURRENT),
        tally.count(TenantState.Phase.FAILED),
        tally.count(TenantState.Phase.EXCEPTED),
        blocked);
  }

  int ended() {
    return succeeded + alreadyCurrent + failed + excepted;
  }

  int left() {
    return queued + waiting + blocked + inFlight;
  }
}
