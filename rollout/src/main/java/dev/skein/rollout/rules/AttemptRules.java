package dev.skein.rollout.rules;

import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import dev.skein.contracts.report.RejectionReason;
import dev.skein.rollout.policy.RetryPolicy;
import dev.skein.rollout.state.Cause;
import dev.skein.rollout.state.TenantState;
import java.time.Instant;

/** Where an event takes one tenant. */
final class AttemptRules {
  private AttemptRules() {}

  static TenantSlot on(RetryPolicy retry, TenantSlot tenant, AttemptEvent event, Instant now) {
    return switch (event) {
      case AttemptEvent.Accepted _ -> tenant.to(TenantState.ACCEPTED);
      case AttemptEvent.Due _ -> tenant.to(TenantState.PENDING);
      case AttemptEvent.Blocked blocked -> tenant.blocked(blocked.by(), blocked.until());
      case AttemptEvent.Quarantined _ -> tenant.to(TenantState.QUARANTINED);
      case AttemptEvent.Overdue _ -> tenant;
      case AttemptEvent.Lost _ -> lost(retry, tenant);
      case AttemptEvent.Ended(Outcome outcome, double jitter) ->
          ended(retry, tenant, outcome, now, jitter);
    };
  }

  private static TenantSlot ended(
      RetryPolicy retry, TenantSlot tenant, Outcome outcome, Instant now, double jitter) {
    return switch (outcome) {
      case Outcome.Applied _ -> tenant.to(TenantState.SUCCEEDED);
      case Outcome.AlreadyCurrent _ -> tenant.to(TenantState.ALREADY_CURRENT);
      case Outcome.Failed failed -> {
        TenantState end = failed.partial() ? TenantState.FAILED_PARTIAL : TenantState.FAILED_CLEAN;
        Cause cause = Causes.of(failed);
        yield failed.failure() == FailureKind.TRANSIENT && !failed.partial()
            ? again(retry, tenant, end, cause, now, jitter)
            : tenant.failed(end, tenant.tries(), cause);
      }
      case Outcome.Rejected rejected ->
          // A later epoch in the tenant is news of another life of this coordinator: the next
          // attempt is numbered above it. Every other rejection needs a person.
          rejected.reason() == RejectionReason.STALE_EPOCH
              ? again(retry, tenant, TenantState.FAILED_CLEAN, Causes.of(rejected), now, jitter)
              : tenant.failed(TenantState.FAILED_CLEAN, tenant.tries(), Causes.of(rejected));
      // Handed back after it was given up: what else happened to it is still not known.
      case Outcome.Returned _ ->
          tenant.state() == TenantState.UNKNOWN ? tenant : tenant.to(TenantState.PENDING);
      // Every attempt begins by reading the tenant, so the next one learns what this one could not.
      case Outcome.Unknown _ ->
          again(retry, tenant, TenantState.UNKNOWN, Causes.UNKNOWN, now, jitter);
    };
  }

  private static TenantSlot again(
      RetryPolicy retry,
      TenantSlot tenant,
      TenantState otherwise,
      Cause cause,
      Instant now,
      double jitter) {
    if (tenant.state() == TenantState.UNKNOWN) {
      return tenant.failed(otherwise, tenant.tries(), cause);
    }
    int tries = tenant.tries() + 1;
    return tries < retry.attempts()
        ? tenant.waiting(tries, now.plus(retry.wait(tries, jitter)))
        : tenant.failed(otherwise, tries, cause);
  }

  /** At once, since a lost worker says nothing about the tenant; but a killer of workers ends. */
  private static TenantSlot lost(RetryPolicy retry, TenantSlot tenant) {
    int tries = tenant.tries() + 1;
    return tries < retry.attempts()
        ? tenant.waiting(tries, null)
        : tenant.failed(TenantState.UNKNOWN, tries, Causes.UNKNOWN);
  }
}
