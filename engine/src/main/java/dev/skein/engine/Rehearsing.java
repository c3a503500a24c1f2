package dev.skein.engine;

import dev.skein.contracts.answer.Refusal;
import dev.skein.contracts.answer.RehearsalResult;
import dev.skein.contracts.answer.RehearsedScript;
import dev.skein.contracts.answer.ScriptRun;
import dev.skein.contracts.answer.TenantRehearsal;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import dev.skein.engine.Pipeline.Replies;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.NativeQuery;

/** Runs what is pending in one transaction that never commits. */
final class Rehearsing {
  /** What a COMMIT would check. */
  private static final NativeQuery CHECK_DEFERRED =
      Pipeline.single("set constraints all immediate");

  private final TenantConnection connection;
  private final MigrationRequest request;
  private final TenantTables tables;
  private final TenantPlaceholders placeholders;
  private final Failures failures;

  Rehearsing(TenantConnection connection, MigrationRequest request) {
    this.connection = connection;
    this.request = request;
    this.tables = new TenantTables(request.address().schema());
    this.placeholders = Planning.placeholders(request);
    this.failures = new Failures(request);
  }

  Reading<TenantRehearsal> rehearse() throws SQLException {
    Preflight preflight = new Preflight(connection.shared(), tables);
    Optional<TenantState> locked = preflight.tryLockAndRead();
    if (locked.isEmpty()) {
      return new Reading.Unanswered<>(lockedOut());
    }
    TenantState state = locked.get();
    Optional<Outcome.Rejected> unfit = Fitness.refusal(connection, preflight, tables, state);
    if (unfit.isPresent()) {
      return new Reading.Unanswered<>(unfit.get());
    }
    @Nullable SchemaVersion version =
        new AppliedHistory(state.historyRows()).current().orElse(null);
    Evaluation.Findings findings = Planning.findings(request, placeholders, state);
    List<Refusal> refusals = new ArrayList<>(Planning.refusals(findings));
    Seeding seeding = new Seeding(connection.shared(), tables, request, placeholders);
    List<PreparedScript> work = Planning.pending(seeding, state, findings);
    new SharedDatabase(connection.shared(), tables, request, placeholders)
        .refusal(state, work)
        .ifPresent(refused -> refusals.add(Planning.refusal(refused)));
    List<PreparedScript> pending = refusals.isEmpty() ? work : List.of();
    return new Reading.Answered<>(
        new TenantRehearsal(
            connection.shared().getMetaData().getDatabaseMajorVersion(),
            version,
            List.copyOf(refusals),
            takenBack(pending, skipped(state, pending), preflight.session())));
  }

  private Set<PreparedScript> skipped(TenantState state, List<PreparedScript> pending)
      throws SQLException {
    return new Skipping(connection.shared(), tables, request.release(), placeholders)
        .of(state, pending);
  }

  private static Outcome lockedOut() {
    return new Outcome.Failed(
        FailureKind.TRANSIENT,
        null,
        null,
        null,
        null,
        "a migration holds this tenant's lock; rehearse when it is done",
        null,
        false);
  }

  private List<RehearsedScript> takenBack(
      List<PreparedScript> scripts, Set<PreparedScript> skipped, TenantSession session)
      throws SQLException {
    if (scripts.isEmpty()) {
      return List.of();
    }
    Connection shared = connection.shared();
    Traces traces = Traces.before(shared, tables);
    shared.setAutoCommit(false);
    try {
      // A script's pg_advisory_unlock_all() frees the session's form of the lock alone.
      Pipeline.one(
          shared, Pipeline.single("select pg_advisory_xact_lock(%d)".formatted(tables.lockKey())));
      return all(scripts, skipped, new PlainStatements(tables, request, session), traces);
    } finally {
      if (!connection.lost()) {
        shared.rollback();
        shared.setAutoCommit(true);
      }
    }
  }

  private List<RehearsedScript> all(
      List<PreparedScript> scripts,
      Set<PreparedScript> skipped,
      PlainStatements statements,
      Traces traces)
      throws SQLException {
    ScriptRuns runs =
        new ScriptRuns(request.release(), placeholders, connection.readsStandardStrings());
    List<RehearsedScript> rehearsed = new ArrayList<>();
    boolean failed = false;
    for (PreparedScript script : scripts) {
      RehearsedScript one =
          failed
              ? unrun(script, RehearsalResult.NOT_REACHED, "a script before it failed")
              : switch (skipped.contains(script) ? ScriptRun.SKIPPED : runs.of(script)) {
                case SKIPPED ->
                    unrun(
                        script,
                        RehearsalResult.SKIPPED,
                        "recorded alone: there is nothing to undo");
                case TRANSACTION -> ran(script, runs.parsed(script), statements, traces);
                case FLYWAY ->
                    unrun(
                        script,
                        RehearsalResult.SKIPPED,
                        "Flyway itself runs it: COPY data, transaction control, or a value for an"
                            + " enum");
                case OUTSIDE ->
                    unrun(script, RehearsalResult.SKIPPED, "it runs outside a transaction");
                case UNREADABLE -> unrun(script, RehearsalResult.FAILED, unreadable(runs, script));
              };
      rehearsed.add(one);
      failed |= one.result() == RehearsalResult.FAILED;
    }
    return rehearsed;
  }

  private static String unreadable(ScriptRuns runs, PreparedScript script) {
    try {
      runs.parsed(script);
      return "it cannot be read";
    } catch (FlywayException e) {
      return String.valueOf(e.getMessage()).lines().findFirst().orElse("it cannot be read");
    }
  }

  private static RehearsedScript unrun(
      PreparedScript script, RehearsalResult result, String message) {
    return new RehearsedScript(
        script.path(), script.version(), result, 0, List.of(), List.of(), null, null, message);
  }

  private RehearsedScript ran(
      PreparedScript script, ParsedScript parsed, PlainStatements statements, Traces traces)
      throws SQLException {
    List<NativeQuery> message = new ArrayList<>();
    message.add(statements.context());
    parsed.statements().forEach(statement -> message.add(statement.query()));
    message.add(statements.resetRole());
    message.add(CHECK_DEFERRED);
    long begin = System.nanoTime();
    Replies replies = Pipeline.send(connection.shared(), message);
    long tookMillis = (System.nanoTime() - begin) / 1_000_000;
    SQLException error = replies.error();
    if (error != null) {
      int at = replies.answers().size() - 1;
      PlainStatement statement =
          at >= 0 && at < parsed.statements().size() ? parsed.statements().get(at) : null;
      return failed(script, statement, error, tookMillis);
    }
    Traces.Left left = traces.after(connection.shared());
    return new RehearsedScript(
        script.path(),
        script.version(),
        RehearsalResult.RAN,
        tookMillis,
        left.locks(),
        left.rewrites(),
        null,
        null,
        null);
  }

  private RehearsedScript failed(
      PreparedScript script,
      @Nullable PlainStatement statement,
      SQLException error,
      long tookMillis)
      throws SQLException {
    if (connection.lost()) {
      throw error;
    }
    @Nullable Integer line =
        statement == null ? null : statement.lineOf(ServerError.of(error).position());
    Outcome.Failed failed =
        failures.statement(error, script.path(), line, "the statement failed", null, false);
    String state = failed.sqlState();
    String alone =
        state != null && FailureRules.isOfGrouping(state)
            ? "; a migration gives each script a transaction of its own, where this may pass"
            : "";
    return new RehearsedScript(
        script.path(),
        script.version(),
        RehearsalResult.FAILED,
        tookMillis,
        List.of(),
        List.of(),
        state,
        line,
        failed.message() + alone);
  }
}
