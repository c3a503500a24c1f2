package dev.skein.engine;

import dev.skein.contracts.answer.BaselineResult;
import dev.skein.contracts.answer.Refusal;
import dev.skein.contracts.answer.TenantBaseline;
import dev.skein.contracts.catalog.Catalog;
import dev.skein.contracts.catalog.Fingerprint;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.report.Outcome;
import dev.skein.contracts.report.RejectionReason;
import dev.skein.engine.fingerprint.CatalogReader;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes a tenant on at a version: under its lock and fence, after a look at its catalog, with
 * Flyway's history, its baseline row and the receipts in one transaction.
 */
final class Baselining {
  private final TenantConnection connection;
  private final BaselineRequest request;
  private final TenantTables tables;
  private final Preflight preflight;
  private final LockWait lock;

  Baselining(
      TenantConnection connection,
      BaselineRequest request,
      EngineSettings settings,
      Watchdog watchdog) {
    this.connection = connection;
    this.request = request;
    this.tables = new TenantTables(request.attempt().address().schema());
    this.preflight = new Preflight(connection.shared(), tables);
    this.lock = new LockWait(preflight, request.attempt().epoch(), settings, watchdog);
  }

  Reading<TenantBaseline> baseline() throws SQLException {
    Optional<TenantState> locked = lock.tryForAWhile();
    if (locked.isEmpty()) {
      return new Reading.Unanswered<>(LockWait.lockedOut(null));
    }
    TenantState state = locked.get();
    Optional<Outcome.Rejected> unfit =
        Fitness.refusal(connection, preflight, tables, state).or(() -> fenced(state));
    if (unfit.isPresent()) {
      return new Reading.Unanswered<>(unfit.get());
    }
    @Nullable SchemaVersion stands = new AppliedHistory(state.historyRows()).current().orElse(null);
    return switch (BaselineRules.judge(state.historyRows(), request.version())) {
      case ALREADY -> told(BaselineResult.ALREADY, stands, null, null, null);
      case MANAGED ->
          refused(
              RejectionReason.ALREADY_MANAGED,
              "expected a tenant without a history but it has %d rows and stands at %s; leave it as it is"
                  .formatted(state.historyRows().size(), stands == null ? "no version" : stands),
              stands,
              null);
      case FREE -> checked(state);
    };
  }

  private Optional<Outcome.Rejected> fenced(TenantState state) {
    FenceRow fence = state.fence();
    MigrationRequest attempt = request.attempt();
    return fence == null
        ? Optional.empty()
        : Fencing.refusal(fence, attempt.tenant(), attempt.epoch());
  }

  private Reading<TenantBaseline> checked(TenantState state) throws SQLException {
    @Nullable Fingerprint expected = request.expected();
    if (!isKnown(request.version())) {
      return refused(
          RejectionReason.MISSING_MIGRATION,
          "expected a version of the release, or one below its first, but got %s"
              .formatted(request.version()),
          null,
          null);
    }
    if (state.schemaEmpty() && !covered().isEmpty()) {
      return refused(
          RejectionReason.FINGERPRINT_MISMATCH,
          "expected what version %s brought but the schema is empty; roll the release out instead"
              .formatted(request.version()),
          null,
          null);
    }
    if (expected == null) {
      return written(state, null);
    }
    Catalog catalog = CatalogReader.read(connection.shared(), tables.schema()).orElseThrow();
    Fingerprint found = catalog.fingerprint();
    if (found.equals(expected)) {
      return written(state, found);
    }
    String instead =
        found.isComparableTo(expected)
            ? "; the differences say what to mend"
            : "; the two cannot be compared: take one from a tenant on PostgreSQL %d"
                .formatted(found.serverMajor());
    return refused(
        RejectionReason.FINGERPRINT_MISMATCH,
        "expected fingerprint %s but the schema has %s%s".formatted(expected, found, instead),
        null,
        catalog);
  }

  private Reading<TenantBaseline> written(TenantState state, @Nullable Fingerprint found)
      throws SQLException {
    BaselineStatements statements = new BaselineStatements(tables, request);
    try {
      connection.inTransaction(
          () -> {
            new FirstContact(connection, tables).createMissing(state);
            statements.write(connection.shared(), state.nextRank(), covered());
            if (covered().size() == request.attempt().release().versioned().size()) {
              new BackfillRequirement(connection.shared(), tables, request.attempt()).skip();
            }
          });
    } catch (BaselineStatements.OvertakenException e) {
      return new Reading.Unanswered<>(overtaken(e));
    }
    return told(BaselineResult.BASELINED, request.version(), found, null, null);
  }

  /** The fence as it is now; a fence that is not there refuses nobody. */
  private Outcome overtaken(SQLException error) throws SQLException {
    TenantState now = preflight.read();
    return fenced(now).orElseThrow(() -> error);
  }

  /** A mistyped version would leave scripts out, or the tenant ahead of every release. */
  private boolean isKnown(SchemaVersion version) {
    List<PreparedScript> versioned = request.attempt().release().versioned();
    return versioned.isEmpty()
        || version.compareTo(Evaluation.version(versioned.getFirst())) < 0
        || versioned.stream()
            .anyMatch(script -> Evaluation.version(script).compareTo(version) == 0);
  }

  private List<PreparedScript> covered() {
    return request.attempt().release().versioned().stream()
        .filter(script -> Evaluation.version(script).compareTo(request.version()) <= 0)
        .toList();
  }

  private Reading<TenantBaseline> refused(
      RejectionReason reason,
      String message,
      @Nullable SchemaVersion stands,
      @Nullable Catalog catalog)
      throws SQLException {
    return told(
        BaselineResult.REFUSED,
        stands,
        catalog == null ? null : catalog.fingerprint(),
        new Refusal(reason, message),
        catalog);
  }

  private Reading<TenantBaseline> told(
      BaselineResult result,
      @Nullable SchemaVersion version,
      @Nullable Fingerprint fingerprint,
      @Nullable Refusal refusal,
      @Nullable Catalog catalog)
      throws SQLException {
    int major = connection.shared().getMetaData().getDatabaseMajorVersion();
    return new Reading.Answered<>(
        new TenantBaseline(major, version, result, fingerprint, refusal, catalog));
  }
}
