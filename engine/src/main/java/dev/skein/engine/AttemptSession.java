package dev.skein.engine;

import dev.skein.contracts.report.Outcome;
import dev.skein.engine.Applier.ApplyException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/** The part of an attempt that happens on one connection: rounds of preflight, apply, verify. */
final class AttemptSession {
  /** How often a lock timeout, a deadlock or a serialization failure is tried, in all. */
  private static final int ROUNDS = 5;

  private final EngineSettings settings;
  private final MigrationRequest request;
  private final TenantConnection connection;
  private final TenantTables tables;
  private final Preflight preflight;
  private final LockWait lock;
  private final Applier applier;
  private final Watchdog watchdog;
  private final AttemptProgress progress;
  private final Failures failures;
  private final AttemptFailures failed;
  private final AttemptSteps steps;
  private final TenantPlaceholders placeholders;
  private final Seeding seeding;
  private @Nullable ScriptGuard guard;
  private boolean failedTogether;
  private boolean oneByOne;

  AttemptSession(
      EngineSettings settings,
      MigrationRequest request,
      TenantConnection connection,
      Applier applier,
      Watchdog watchdog,
      AttemptProgress progress,
      Failures failures,
      AttemptSteps steps) {
    this.settings = settings;
    this.request = request;
    this.connection = connection;
    this.tables = new TenantTables(request.address().schema());
    this.preflight =
        new Preflight(connection.shared(), tables, request.release().histories()::rows);
    this.lock = new LockWait(preflight, request.epoch(), settings, watchdog);
    this.applier = applier;
    this.watchdog = watchdog;
    this.progress = progress;
    this.failures = failures;
    this.failed = new AttemptFailures(connection, failures, progress);
    this.steps = steps;
    this.placeholders =
        new TenantPlaceholders(request.allPlaceholders(), request.address(), Instant.now());
    this.seeding = new Seeding(connection.shared(), tables, request, placeholders);
  }

  Outcome run() {
    try {
      progress.connected(connection.backendPid());
      return rounds();
    } catch (SQLException e) {
      return failed.of(e);
    }
  }

  /** Scripts whose COMMIT was under way when the connection went. */
  List<PreparedScript> inCommit() {
    return guard == null ? List.of() : guard.uncommitted();
  }

  /**
   * Goes on after another connection was lost in a COMMIT. Once the lock is ours the other server
   * process is gone, so what is not there by then never will be.
   *
   * @param inCommit empty where the COMMIT held no script, and nothing is in doubt
   */
  Outcome resume(List<PreparedScript> inCommit) {
    try {
      progress.connected(connection.backendPid());
      Optional<TenantState> state = lock.tryForAWhile();
      if (state.isEmpty()) {
        return unknown();
      }
      if (!cameThrough(inCommit)) {
        return failures.lost(null, inCommit.getLast().path(), progress.reached(), false);
      }
      inCommit.forEach(progress::committed);
      return rounds();
    } catch (SQLException e) {
      return unknown();
    }
  }

  private static Outcome unknown() {
    return new Outcome.Unknown(
        "the connection was lost in a COMMIT and the tenant could not be asked since; ask again");
  }

  private boolean cameThrough(List<PreparedScript> inCommit) throws SQLException {
    if (inCommit.isEmpty()) {
      return true;
    }
    Set<String> receipts = new HashSet<>();
    preflight.written(1, request.attempt()).receipts().forEach(row -> receipts.add(row.script()));
    return inCommit.stream().allMatch(script -> receipts.contains(script.path()));
  }

  private Outcome rounds() {
    for (int round = 1; ; round++) {
      Outcome outcome = round();
      if (failedTogether) {
        failedTogether = false;
        oneByOne = true;
        continue;
      }
      if (round == ROUNDS || !isRetried(outcome)) {
        return outcome;
      }
      if (!Backoff.sleep(Backoff.ceiling(settings.lockRetry(), round))) {
        return outcome;
      }
    }
  }

  /**
   * Scripts that shared a transaction and were rolled back with one that failed get one each: what
   * comes before the failure stays, as Flyway would leave it. A release that asks for shared
   * transactions wants it otherwise, unless sharing itself is what failed.
   */
  private boolean failedTogether(ApplyException error) {
    SQLException sql = error.sql();
    return error.tookOthersBack()
        && sql != null
        && !connection.lost()
        && !watchdog.expired()
        && (!request.release().settings().group()
            || FailureRules.isOfGrouping(String.valueOf(sql.getSQLState())));
  }

  private boolean isRetried(Outcome outcome) {
    return outcome instanceof Outcome.Failed failed
        && failed.sqlState() != null
        && FailureRules.isRetriedAtOnce(failed.sqlState())
        && !failed.partial()
        && !connection.lost()
        && !watchdog.expired();
  }

  private Outcome round() {
    try {
      Optional<TenantState> state = lock.tryForAWhile();
      if (state.isEmpty()) {
        return LockWait.lockedOut(progress.reached());
      }
      Optional<Outcome.Rejected> unfit =
          Fitness.refusal(connection, preflight, tables, state.get());
      if (unfit.isPresent()) {
        return unfit.get();
      }
      return switch (seeding.after(state.get(), judge(state.get()))) {
        case Verdict.Refused refused -> refused.outcome();
        case Verdict.Current current -> {
          progress.standsAt(current.version(), state.get().nextRank());
          if (!progress.executed().isEmpty()) {
            yield applied();
          }
          steps.after(connection.shared());
          yield new Outcome.AlreadyCurrent(progress.reached());
        }
        case Verdict.Pending pending -> {
          progress.standsAt(pending.from(), state.get().nextRank());
          progress.pending(pending.scripts());
          Optional<Outcome.Rejected> premature = premature(state.get(), pending.scripts());
          if (premature.isPresent()) {
            yield premature.get();
          }
          Optional<Outcome> unready = steps.before(connection.shared(), pending.from());
          yield unready.isPresent() ? unready.get() : apply(state.get(), pending);
        }
      };
    } catch (SQLException e) {
      return failed.of(e);
    } catch (FlywayException e) {
      // A repeatable script or a seed names a placeholder that nobody gave.
      return failures.statement(
          null, null, null, String.valueOf(e.getMessage()), progress.reached(), false);
    }
  }

  private Verdict judge(TenantState state) {
    return Evaluation.of(request.release(), placeholders, state, request.tenant(), request.epoch());
  }

  private Outcome apply(TenantState state, Verdict.Pending pending) throws SQLException {
    if (state.isNew()) {
      new FirstContact(connection, tables).create(state, request);
    }
    if (state.isEmpty()) {
      requirement().skip();
    }
    ScriptGuard around =
        new ScriptGuard(connection.shared(), tables, request, progress, watchdog, state.isEmpty());
    guard = around;
    connection.watchTransactions(around::committed, around::rolledBack);
    try {
      applier.apply(
          new Applier.Order(
              connection,
              preflight.session(),
              request,
              placeholders,
              pending.scripts(),
              skipped(state, pending),
              state.nextRank(),
              together(state),
              around));
      return verified();
    } catch (ApplyException e) {
      failedTogether = failedTogether(e);
      return failed.of(e, around);
    }
  }

  /** Why the pending scripts are not for this tenant, or not yet. */
  private Optional<Outcome.Rejected> premature(TenantState state, List<PreparedScript> pending)
      throws SQLException {
    Optional<Outcome.Rejected> shared =
        new SharedDatabase(connection.shared(), tables, request, placeholders)
            .refusal(state, pending);
    return shared.isPresent() ? shared : requirement().refusal(state, pending, placeholders);
  }

  private BackfillRequirement requirement() {
    return new BackfillRequirement(connection.shared(), tables, request);
  }

  /** Those of the pending scripts that are only recorded. */
  private Set<PreparedScript> skipped(TenantState state, Verdict.Pending pending)
      throws SQLException {
    Skipping skipping = new Skipping(connection.shared(), tables, request.release(), placeholders);
    Set<PreparedScript> skipped = skipping.of(state, pending.scripts());
    skipping.cleanUp(skipped);
    return skipped;
  }

  /** A tenant without data has nobody to wait for the locks of a long transaction. */
  private boolean together(TenantState state) {
    return !oneByOne && (state.isEmpty() || request.release().settings().group());
  }

  /** Nothing is claimed that a fresh look does not confirm. */
  private Outcome verified() throws SQLException {
    int rank = progress.firstRank();
    int scripts = progress.executed().size();
    Optional<String> wrong = wrong(preflight.writtenLast(rank, request.attempt(), scripts));
    if (wrong.isPresent()) {
      wrong = wrong(preflight.written(rank, request.attempt()));
    }
    return wrong.isPresent() ? failed.unverified(wrong.get()) : applied();
  }

  private Optional<String> wrong(Preflight.Written written) {
    return Verification.of(request.release(), seeding, placeholders, written, progress.executed());
  }

  private Outcome applied() {
    steps.after(connection.shared());
    return new Outcome.Applied(progress.from(), progress.reached(), progress.executed().size());
  }
}
