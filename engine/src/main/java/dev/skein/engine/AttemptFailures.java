package dev.skein.engine;

import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import dev.skein.engine.Applier.ApplyException;
import java.sql.SQLException;
import java.util.Optional;

/** What the errors of an attempt come to, by what its connection and the guard know of them. */
record AttemptFailures(TenantConnection connection, Failures failures, AttemptProgress progress) {

  /** Outside the scripts. */
  Outcome of(SQLException error) {
    return connection.lost()
        ? failures.lost(error, null, progress.reached(), false)
        : failures.statement(error, null, null, "the statement failed", progress.reached(), false);
  }

  /** In a script, or on the way to it. */
  Outcome of(ApplyException error, ScriptGuard around) {
    Optional<Outcome> refusal = around.refusal();
    String script = around.current() == null ? null : around.current().path();
    if (connection.lost() && refusal.isEmpty()) {
      return failures.lost(error.sql(), script, progress.reached(), around.isHalfWay());
    }
    settleQuietly(around);
    return refusal.orElseGet(
        () ->
            failures.statement(
                error.sql(),
                script,
                error.line(),
                String.valueOf(error.getMessage()),
                progress.reached(),
                around.isHalfWay()));
  }

  /** A fresh look does not confirm what was done. */
  Outcome unverified(String wrong) {
    return new Outcome.Failed(
        FailureKind.FAILURE,
        null,
        null,
        null,
        null,
        "verification: " + wrong,
        progress.reached(),
        false);
  }

  /** The history is there already; a receipt that is missing too must not hide what failed. */
  private void settleQuietly(ScriptGuard around) {
    try {
      if (!connection.lost()) {
        around.settle();
      }
    } catch (SQLException e) {
      // Told by what failed first.
    }
  }
}
