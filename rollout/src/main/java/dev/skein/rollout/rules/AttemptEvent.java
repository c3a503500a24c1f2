package dev.skein.rollout.rules;

import dev.skein.contracts.report.Outcome;
import dev.skein.rollout.state.Blocker;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happens to a tenant in a rollout. */
public sealed interface AttemptEvent {
  /** A worker has it. */
  record Accepted() implements AttemptEvent {}

  /**
   * A worker reported the end. It may come late, after the attempt was given up as lost.
   *
   * @param jitter 0 to 1; spreads retries
   */
  record Ended(Outcome outcome, double jitter) implements AttemptEvent {}

  /** Its worker is gone: by a restart that was seen, or silent beyond the lease. */
  record Lost() implements AttemptEvent {}

  /** The wait is over: before a retry, or of a tenant that was blocked. */
  record Due() implements AttemptEvent {}

  /**
   * It may not be sent now.
   *
   * @param until when to look again, or null when only a person ends it
   */
  record Blocked(Blocker by, @Nullable Instant until) implements AttemptEvent {}

  /** It has been UNKNOWN for longer than the policy allows. */
  record Overdue() implements AttemptEvent {}

  /** A person took the tenant out of all rollouts, which was seen when it was to be sent. */
  record Quarantined() implements AttemptEvent {}
}
