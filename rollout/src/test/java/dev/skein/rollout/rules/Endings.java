package dev.skein.rollout.rules;

import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import dev.skein.contracts.report.RejectionReason;

/** What the end of an attempt means, said a second time and otherwise than the rules say it. */
final class Endings {
  private Endings() {}

  static boolean ends(AttemptEvent event) {
    return event instanceof AttemptEvent.Ended || event instanceof AttemptEvent.Lost;
  }

  static boolean returned(AttemptEvent event) {
    return event instanceof AttemptEvent.Ended(Outcome.Returned _, double _);
  }

  static boolean configuration(AttemptEvent event) {
    return event instanceof AttemptEvent.Ended(Outcome.Failed failed, double _)
        && failed.failure() == FailureKind.CONFIGURATION
        && !failed.partial();
  }

  /** Whether the end of an attempt says how the tenant stands, or that it was never tried. */
  static boolean verdict(AttemptEvent event) {
    return switch (event) {
      case AttemptEvent.Lost _ -> false;
      case AttemptEvent.Ended(Outcome.Failed failed, double _) ->
          failed.failure() != FailureKind.TRANSIENT || failed.partial();
      case AttemptEvent.Ended(Outcome.Rejected rejected, double _) ->
          rejected.reason() != RejectionReason.STALE_EPOCH;
      case AttemptEvent.Ended(Outcome.Unknown _, double _) -> false;
      case AttemptEvent.Ended _,
          AttemptEvent.Accepted _,
          AttemptEvent.Due _,
          AttemptEvent.Blocked _,
          AttemptEvent.Quarantined _,
          AttemptEvent.Overdue _ ->
          true;
    };
  }
}
