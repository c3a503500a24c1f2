package dev.skein.rollout.rules;

import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import dev.skein.contracts.report.RejectionReason;
import dev.skein.rollout.policy.RetryPolicy;
import dev.skein.rollout.state.TenantState;
import java.time.Instant;

/** Where an event takes one tenant. */
final class AttemptRules {
  private AttemptRules() {}

  static TenantSlot on(RetryPolicy retry, TenantSlot tenant, AttemptEvent event, Instant now) {
    return switch (event) {
      case AttemptEvent.Accepted _ -> tenant.to(TenantState.ACCEPTED);
      case AttemptEvent.RetryDue _ -> tenant.to(TenantState.PENDING);
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
        yield failed.failure() == FailureKind.TRANSIENT && !failed.partial()
            ? again(retry, tenant, end, now, jitter)
            : tenant.to(end);
      }
      case Outcome.Rejected rejected ->
          // A later epoch in the tenant is news of another life of this coordinator: the next
          // attempt is numbered above it. Every other rejection needs a person.
          rejected.reason() == RejectionReason.STALE_EPOCH
              ? again(retry, tenant, TenantState.FAILED_CLEAN, now, jitter)
              : tenant.to(TenantState.FAILED_CLEAN);
      case Outcome.Returned _ -> tenant.to(TenantState.PENDING);
      // Every attempt begins by reading the tenant, so the next one learns what this one could not.
      case Outcome.Unknown _ -> again(retry, tenant, TenantState.UNKNOWN, now, jitter);
    };
  }

  private static TenantSlot again(
      RetryPolicy retry, TenantSlot tenant, TenantState otherwise, Instant now, double jitter) {
    int tries = tenant.tries() + 1;
    return tries < retry.attempts()
        ? new TenantSlot(
            tenant.wave(), TenantState.WAITING_RETRY, tries, now.plus(retry.wait(tries, jitter)))
        : new TenantSlot(tenant.wave(), otherwise, tries, null);
  }

  /** At once, since a lost worker says nothing about the tenant; but a killer of workers ends. */
  private static TenantSlot lost(RetryPolicy retry, TenantSlot tenant) {
    int tries = tenant.tries() + 1;
    TenantState next = tries < retry.attempts() ? TenantState.PENDING : TenantState.UNKNOWN;
    return new TenantSlot(tenant.wave(), next, tries, null);
  }
}
