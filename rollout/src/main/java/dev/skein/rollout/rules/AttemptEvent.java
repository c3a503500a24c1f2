package dev.skein.rollout.rules;

import dev.skein.contracts.report.Outcome;

/** What happens to a tenant's attempt. */
public sealed interface AttemptEvent {
  /** A worker has it. */
  record Accepted() implements AttemptEvent {}

  /**
   * A worker reported the end.
   *
   * @param jitter 0 to 1; spreads retries
   */
  record Ended(Outcome outcome, double jitter) implements AttemptEvent {}

  /** Its worker is gone: by a restart that was seen, or silent beyond the lease. */
  record Lost() implements AttemptEvent {}

  /** The wait before a retry is over. */
  record RetryDue() implements AttemptEvent {}
}
