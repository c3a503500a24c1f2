package dev.skein.rollout.rules;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import dev.skein.contracts.report.RejectionReason;
import dev.skein.contracts.report.ReturnReason;

/** One of each kind of outcome. */
final class Outcomes {
  static final Outcome APPLIED = new Outcome.Applied(null, new SchemaVersion("7"), 3);
  static final Outcome CURRENT = new Outcome.AlreadyCurrent(new SchemaVersion("7"));
  static final Outcome FAILED = failed(FailureKind.FAILURE, false);
  static final Outcome PARTIAL = failed(FailureKind.FAILURE, true);
  static final Outcome TRANSIENT = failed(FailureKind.TRANSIENT, false);
  static final Outcome STALE = rejected(RejectionReason.STALE_EPOCH);
  static final Outcome RETURNED = new Outcome.Returned(ReturnReason.HALTED);
  static final Outcome UNKNOWN = new Outcome.Unknown("connection lost at COMMIT");

  private Outcomes() {}

  static Outcome failedBy(String sqlState) {
    return new Outcome.Failed(
        FailureKind.FAILURE, sqlState, "V7__a.sql", 3, null, "does not fit", null, false);
  }

  static Outcome failed(FailureKind kind, boolean partial) {
    return new Outcome.Failed(kind, "42P07", "V7__a.sql", 3, null, "already exists", null, partial);
  }

  static Outcome rejected(RejectionReason reason) {
    return new Outcome.Rejected(reason, "expected one thing but got another", null);
  }
}
