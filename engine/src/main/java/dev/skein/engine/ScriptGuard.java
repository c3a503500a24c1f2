package dev.skein.engine;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import dev.skein.contracts.report.RejectionReason;
import dev.skein.engine.Pipeline.Row;
import dev.skein.release.bundle.ReleaseSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stands around every script, whoever applies it: lock and fence before it, the receipt after it,
 * all in the script's own transaction. What must not run is thrown as a {@link RefusedException},
 * by which that transaction is rolled back.
 */
final class ScriptGuard {
  /** The receipts' own guard; see {@link FirstContact}. */
  private static final String EXECUTED_ONCE = "skein_receipt_executed_once";

  private final Connection connection;
  private final MigrationRequest request;
  private final AttemptProgress progress;
  private final Watchdog watchdog;
  private final boolean emptyTenant;
  private final GuardStatements statements;

  /** Written in the open transaction; all of them are in or out together. */
  private final List<PreparedScript> uncommitted = new ArrayList<>();

  /** Ran outside a transaction: the receipt follows Flyway's history row, never leads it. */
  private final List<PreparedScript> unsettled = new ArrayList<>();

  private @Nullable PreparedScript current;
  private boolean started;
  private boolean transactional = true;
  private String transaction = "";
  private @Nullable Outcome refusal;

  ScriptGuard(
      Connection connection,
      TenantTables tables,
      MigrationRequest request,
      AttemptProgress progress,
      Watchdog watchdog,
      boolean emptyTenant) {
    this.connection = connection;
    this.request = request;
    this.progress = progress;
    this.watchdog = watchdog;
    this.emptyTenant = emptyTenant;
    this.statements = new GuardStatements(tables, request);
  }

  /**
   * Call in the script's transaction, before the script.
   *
   * @param inTransaction false for a script that runs outside one
   */
  void before(PreparedScript script, boolean inTransaction) throws SQLException {
    unsettled.forEach(progress::committed);
    current = script;
    started = false;
    transactional = inTransaction;
    progress.running(script);
    if (watchdog.expired()) {
      throw refuse(failed(FailureKind.TIMEOUT, script, "the time limit is reached", false));
    }
    ReleaseSettings settings = request.release().settings();
    // A short lock timeout would leave an index that is built concurrently INVALID for ever.
    String lockTimeout = inTransaction ? Preflight.millis(settings.lockTimeout()) : "0";
    try (PreparedStatement statement = connection.prepareStatement(statements.enter())) {
      SchemaVersion version = script.version();
      statement.setString(1, version == null ? null : version.value());
      statement.setString(2, lockTimeout);
      statement.setBoolean(3, inTransaction);
      statement.setString(4, Preflight.millis(settings.statementTimeout()));
      statement.setBoolean(5, inTransaction);
      statements.bindFence(statement, 6);
      statement.execute();
      try (ResultSet row = statement.getResultSet()) {
        row.next();
        transaction = row.getString(2);
        if (!row.getBoolean(1)) {
          throw refuse(lockTaken(script));
        }
        if (row.getBoolean(3)) {
          throw refuse(receiptWithoutRow(script));
        }
      }
      statement.getMoreResults();
      if (statement.getUpdateCount() == 0) {
        throw refuse(fencedOff());
      }
    }
    started = true;
  }

  /** Call before the transaction of plain scripts is sent. */
  void starting(PreparedScript script) throws RefusedException {
    current = script;
    started = false;
    transactional = true;
    progress.running(script);
    if (watchdog.expired()) {
      throw refuse(failed(FailureKind.TIMEOUT, script, "the time limit is reached", false));
    }
  }

  /** Call when the server has named the script that fails, and why. */
  void failing(PreparedScript script, SQLException error) {
    current = script;
    if (EXECUTED_ONCE.equals(ServerError.of(error).constraint())) {
      throw refuse(receiptWithoutRow(script));
    }
  }

  /** Call in the transaction of plain scripts, with what its first statement answered. */
  void entered(boolean locked, boolean fenced) throws SQLException {
    PreparedScript script = Objects.requireNonNull(current);
    if (!locked) {
      throw refuse(lockTaken(script));
    }
    if (!fenced) {
      throw refuse(fencedOff());
    }
  }

  /**
   * Call in the transaction of plain scripts, for each.
   *
   * @param record what was answered to it; empty where the receipt was not taken
   * @param transaction the one that the scripts began in
   */
  void recorded(PreparedScript script, List<Row> record, @Nullable String transaction) {
    if (record.isEmpty()) {
      throw refuse(untaken(script));
    }
    if (!Objects.equals(record.getFirst().text(0), transaction)) {
      throw refuse(transactionEnded(script));
    }
    uncommitted.add(script);
  }

  /** Call when a script that ran outside a transaction is recorded. */
  void recordedAlone(PreparedScript script) {
    progress.committed(script);
    current = null;
  }

  /** Call in the script's transaction, after the script. */
  void after(PreparedScript script) throws SQLException {
    if (!transactional) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(statements.regainLock());
      }
      unsettled.add(script);
      started = false;
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(statements.leave())) {
      statements.bindReceipt(statement, script);
      statement.execute();
      statement.getMoreResults();
      try (ResultSet row = statement.getResultSet()) {
        row.next();
        // An old script may end its transaction where there is nothing yet to lose.
        boolean mayEnd = emptyTenant && request.release().isLegacy(script);
        if (!mayEnd && !row.getString(1).equals(transaction)) {
          throw refuse(transactionEnded(script));
        }
      }
    }
    uncommitted.add(script);
  }

  /** Call when the server has confirmed a COMMIT. */
  void committed() {
    uncommitted.forEach(progress::committed);
    if (!uncommitted.isEmpty()) {
      current = null;
    }
    uncommitted.clear();
  }

  /** Call when a transaction was rolled back. */
  void rolledBack() {
    uncommitted.clear();
  }

  /** Call after the last script, also when one failed, while the connection is there. */
  void settle() throws SQLException {
    if (unsettled.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(statements.receipt())) {
      for (PreparedScript script : unsettled) {
        statements.bindReceipt(statement, script);
        statement.executeUpdate();
        progress.committed(script);
      }
    }
    unsettled.clear();
  }

  /** The script that is being worked on, COMMIT included. */
  @Nullable PreparedScript current() {
    return current;
  }

  /** Whether a script outside a transaction has begun and not ended. */
  boolean isHalfWay() {
    return started && !transactional;
  }

  List<PreparedScript> uncommitted() {
    return List.copyOf(uncommitted);
  }

  Optional<Outcome> refusal() {
    return Optional.ofNullable(refusal);
  }

  private Outcome fencedOff() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(statements.readFence())) {
      row.next();
      FenceRow fence = new FenceRow(row.getString(1), row.getLong(2), row.getString(3));
      return Fencing.refusal(fence, request.tenant(), request.epoch())
          .orElseThrow(() -> new IllegalStateException("expected a higher fence but got " + fence));
    }
  }

  /** A history that lost a row, or was repaired by hand, must not make a script run twice. */
  private static Outcome receiptWithoutRow(PreparedScript script) {
    return new Outcome.Rejected(
        RejectionReason.HALF_APPLIED,
        ("%s: expected history and receipts to agree but a receipt says that version %s was"
             + " executed and the history does not; find out which is right, then mend the other")
            .formatted(script.path(), script.version()),
        null);
  }

  private Outcome lockTaken(PreparedScript script) {
    return failed(
        FailureKind.TRANSIENT,
        script,
        "another migration took this tenant's lock; try again when it is done",
        false);
  }

  private Outcome untaken(PreparedScript script) {
    return failed(
        FailureKind.FAILURE,
        script,
        "expected the tenant to take the receipt but it did not; look for a trigger on"
            + " skein_receipt",
        false);
  }

  private Outcome transactionEnded(PreparedScript script) {
    return failed(
        FailureKind.FAILURE,
        script,
        "expected one transaction for the script but it ended it (COMMIT or ROLLBACK);"
            + " see what is left behind, then take transaction control out",
        true);
  }

  private Outcome failed(FailureKind kind, PreparedScript script, String message, boolean partial) {
    return new Outcome.Failed(
        kind, null, script.path(), null, null, message, progress.reached(), partial);
  }

  private RefusedException refuse(Outcome outcome) {
    refusal = outcome;
    return new RefusedException();
  }

  /** Ends the transaction; the reason is in {@link #refusal()}. */
  static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RefusedException() {
      super("refused");
    }
  }
}
