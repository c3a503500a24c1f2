package dev.skein.engine;

import dev.skein.contracts.id.Epoch;
import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import dev.skein.contracts.report.RejectionReason;
import dev.skein.engine.BackfillBatch.End;
import dev.skein.engine.Pipeline.Row;
import dev.skein.engine.backfill.BackfillGate;
import dev.skein.engine.backfill.BackfillGate.Turn;
import dev.skein.engine.backfill.BackfillProgress;
import dev.skein.engine.backfill.BatchSizing;
import dev.skein.release.backfill.Backfill;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one backfill on one tenant, batch after batch, until nothing is left or it is to stop. */
final class Backfilling {
  /** How often in a row a lock timeout, a deadlock or a serialization failure is tried. */
  private static final int TRIES = 5;

  private static final Logger log = LoggerFactory.getLogger(Backfilling.class);
  private static final String CANCELLED = "57014";

  private final TenantConnection connection;
  private final MigrationRequest request;
  private final PreparedBackfill prepared;
  private final Backfill backfill;
  private final BackfillGate gate;
  private final EngineSettings settings;
  private final TenantTables tables;
  private final BackfillStatements statements;
  private final Preflight preflight;
  private final long deadline;
  private int failures;
  private boolean held;

  Backfilling(
      TenantConnection connection,
      MigrationRequest request,
      PreparedBackfill prepared,
      BackfillGate gate,
      EngineSettings settings,
      long deadline) {
    this.connection = connection;
    this.request = request;
    this.prepared = prepared;
    this.backfill = prepared.backfill();
    this.gate = gate;
    this.settings = settings;
    this.tables = new TenantTables(request.address().schema());
    this.statements = new BackfillStatements(tables);
    this.preflight = new Preflight(connection.shared(), tables);
    this.deadline = deadline;
  }

  Reading<BackfillProgress> run() throws SQLException {
    TenantState state = preflight.read();
    Optional<Outcome.Rejected> unfit =
        Fitness.refusal(connection, preflight, tables, state).or(() -> stranger(state.fence()));
    if (unfit.isPresent()) {
      return new Reading.Unanswered<>(unfit.get());
    }
    if (!lock()) {
      return new Reading.Unanswered<>(lockedOut());
    }
    Optional<BackfillRow> begun = begin();
    if (begun.isEmpty()) {
      return new Reading.Unanswered<>(overtaken());
    }
    return begun.get().done() ? answer(begun.get()) : batches(begun.get());
  }

  /** The tenant's own epoch is that of migrations, and says nothing here. */
  private Optional<Outcome.Rejected> stranger(@Nullable FenceRow fence) {
    return fence == null
        ? Optional.of(
            new Outcome.Rejected(
                RejectionReason.UNMANAGED_SCHEMA,
                "expected a tenant that was migrated before but it was not; roll the release out"
                    + " first",
                null))
        : Fencing.refusal(fence, request.tenant(), Epoch.ofLong(fence.epoch()));
  }

  /** A session's lock: two workers that were told the same would only be in each other's way. */
  private boolean lock() throws SQLException {
    LockHolders holders = new LockHolders(connection.shared(), tables.backfillLockKey());
    SessionName self = SessionName.ofBackfill(request.epoch(), request.attempt());
    long until = Math.min(deadline, System.nanoTime() + settings.lockWait().toNanos());
    while (true) {
      String sql = "select pg_try_advisory_lock(%d)".formatted(tables.backfillLockKey());
      if (Pipeline.one(connection.shared(), Pipeline.single(sql)).getFirst().isTrue(0)) {
        return true;
      }
      holders.endPredecessor(self);
      if (System.nanoTime() > until || !Backoff.sleep(Backoff.ceiling(settings.lockRetry(), 1))) {
        return false;
      }
    }
  }

  /** Empty where a later attempt has taken over. */
  private Optional<BackfillRow> begin() throws SQLException {
    Connection shared = connection.shared();
    if (!Pipeline.one(shared, statements.isThere()).getFirst().isTrue(0)) {
      Pipeline.all(shared, List.of(statements.create()));
    }
    List<Row> rows = Pipeline.one(shared, statements.begin(request, prepared));
    return rows.stream().findFirst().map(BackfillRow::of);
  }

  private Reading<BackfillProgress> batches(BackfillRow begun) throws SQLException {
    BackfillBatch batch =
        new BackfillBatch(connection, request, prepared, preflight.session(), statements);
    BackfillRow row = begun;
    try {
      while (!row.done()) {
        if (row.batches() >= backfill.maxBatches()) {
          return failed(neverEnds(row));
        }
        Optional<Turn> turn = System.nanoTime() < deadline ? gate.next() : Optional.empty();
        if (turn.isEmpty()) {
          return answer(row);
        }
        End end;
        try (Turn leave = turn.get()) {
          end = batch.run(row);
          if (end instanceof End.Ran ran) {
            leave.ran(ran.changed(), ran.now().progress(backfill.name()));
          }
        }
        switch (end) {
          case End.Ran ran -> {
            row = ran.now();
            failures = 0;
            if (!row.done()) {
              Thread.sleep(backfill.pause());
            }
          }
          case End.Busy _ -> {
            if (!Backoff.sleep(Backoff.ceiling(settings.lockRetry(), 1))) {
              return answer(row);
            }
          }
          case End.Held(Outcome.Failed why) -> {
            if (why.failure() != FailureKind.TRANSIENT) {
              return new Reading.Unanswered<>(why);
            }
            if (!waitsForReplicas(why)) {
              return answer(row);
            }
          }
          case End.Overtaken _ -> {
            return new Reading.Unanswered<>(overtaken());
          }
          case End.Unfit unfit -> {
            return failed(unfit.why());
          }
          case End.Failed failed -> {
            Optional<BackfillRow> again = again(row, failed);
            if (again.isEmpty()) {
              return new Reading.Unanswered<>(
                  new Failures(request.address())
                      .batch(failed.error(), prepared.script().path(), failed.line()));
            }
            row = again.get();
          }
        }
      }
      return answer(row);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return answer(row);
    }
  }

  /** How long nobody knows: at the end of its time the run ends as others do, to go on later. */
  private boolean waitsForReplicas(Outcome.Failed why) {
    if (!held) {
      held = true;
      log.atInfo()
          .addKeyValue("tenant", request.tenant())
          .addKeyValue("backfill", backfill.name())
          .addKeyValue("why", why.message())
          .log("a backfill waits for its server's replicas");
    }
    return Backoff.sleep(Backoff.ceiling(settings.lockRetry(), 1));
  }

  /** With what a batch that failed is tried again; empty where that is of no use. */
  private Optional<BackfillRow> again(BackfillRow row, End.Failed failed) {
    String state = String.valueOf(failed.error().getSQLState());
    if (state.equals(CANCELLED) && row.batchSize() > 1) {
      return Optional.of(row.sized(BatchSizing.afterTimeout(row.batchSize())));
    }
    failures++;
    return FailureRules.isRetriedAtOnce(state)
            && failures < TRIES
            && Backoff.sleep(Backoff.ceiling(settings.lockRetry(), failures))
        ? Optional.of(row)
        : Optional.empty();
  }

  private Reading<BackfillProgress> answer(BackfillRow row) {
    return new Reading.Answered<>(row.progress(backfill.name()));
  }

  private Reading<BackfillProgress> failed(String message) {
    return new Reading.Unanswered<>(
        new Outcome.Failed(
            FailureKind.FAILURE, null, prepared.script().path(), null, null, message, null, false));
  }

  private String neverEnds(BackfillRow row) {
    return ("expected an end within %d batches but %d rows were changed and some are left; see that"
            + " a row that was changed no longer matches, or raise max-batches")
        .formatted(backfill.maxBatches(), row.rows());
  }

  private Outcome overtaken() throws SQLException {
    List<Row> rows = Pipeline.one(connection.shared(), statements.epoch(backfill.name()));
    Epoch seen =
        rows.isEmpty()
            ? request.epoch()
            : Epoch.ofLong(Long.parseLong(Objects.requireNonNull(rows.getFirst().text(0))));
    return new Outcome.Rejected(
        RejectionReason.STALE_EPOCH,
        "expected to run %s alone at epoch %s but a later attempt, at %s, has taken over"
            .formatted(backfill.name(), request.epoch(), seen),
        seen);
  }

  private static Outcome lockedOut() {
    return new Outcome.Failed(
        FailureKind.TRANSIENT,
        null,
        null,
        null,
        null,
        "another worker runs a backfill on this tenant; try again when it is done",
        null,
        false);
  }
}
