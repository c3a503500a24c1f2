package dev.skein.engine;

import dev.skein.contracts.report.Outcome;
import dev.skein.engine.Pipeline.Answer;
import dev.skein.engine.Pipeline.Row;
import dev.skein.engine.backfill.BatchSizing;
import dev.skein.release.backfill.Backfill;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One batch: the fence, the statement and how far it came, in one short transaction. */
final class BackfillBatch {
  private final TenantConnection connection;
  private final MigrationRequest request;
  private final PreparedBackfill prepared;
  private final TenantSession session;
  private final BackfillStatements statements;
  private final ReplicaLag replicas;

  BackfillBatch(
      TenantConnection connection,
      MigrationRequest request,
      PreparedBackfill prepared,
      TenantSession session,
      BackfillStatements statements) {
    this.connection = connection;
    this.request = request;
    this.prepared = prepared;
    this.session = session;
    this.statements = statements;
    this.replicas = new ReplicaLag(request.replicaLag());
  }

  /** What became of it; all but the first left nothing behind. */
  sealed interface End {
    /** Committed. */
    record Ran(long changed, BackfillRow now) implements End {}

    /** A migration is under way: later. */
    record Busy() implements End {}

    /** Replicas are behind, or it cannot be seen whether they are. */
    record Held(Outcome.Failed by) implements End {}

    /** Another attempt has taken the backfill over. */
    record Overtaken() implements End {}

    /** The statement is not one that comes to an end. */
    record Unfit(String why) implements End {}

    /** The server refused. */
    record Failed(SQLException error, @Nullable Integer line) implements End {}
  }

  /** Throws where the connection is lost, or cannot be used. */
  End run(BackfillRow before) throws SQLException {
    Connection shared = connection.shared();
    Optional<Outcome.Failed> objection = replicas.objection(shared, null);
    if (objection.isPresent()) {
      return new End.Held(objection.get());
    }
    shared.setAutoCommit(false);
    End end = null;
    try {
      end = inTransaction(shared, before);
      if (end instanceof End.Ran) {
        shared.commit();
      }
      return end;
    } finally {
      if (!connection.lost()) {
        if (!(end instanceof End.Ran)) {
          shared.rollback();
        }
        shared.setAutoCommit(true);
      }
    }
  }

  private End inTransaction(Connection shared, BackfillRow before) throws SQLException {
    Backfill backfill = prepared.backfill();
    PreparedBackfill.Batch batch = prepared.batch(request, before.batchSize(), before.lastKey());
    @Nullable Integer line = null;
    try {
      Row entered =
          Pipeline.one(
                  shared,
                  statements.enter(
                      request,
                      session,
                      backfill,
                      Preflight.millis(request.release().settings().lockTimeout())))
              .getFirst();
      if (!entered.isTrue(1)) {
        return new End.Overtaken();
      }
      if (!entered.isTrue(0)) {
        return new End.Busy();
      }
      long start = System.nanoTime();
      Pipeline.Replies replies = Pipeline.send(shared, List.of(batch.query()));
      if (replies.error() != null) {
        line = batch.line(ServerError.of(replies.error()));
        throw replies.error();
      }
      Answer answer = replies.answers().getFirst();
      if (before.lastKey() == null && !answer.rows().isEmpty()) {
        return new End.Unfit(
            "expected a statement that changes rows and returns none, or start-after in"
                + " release.yaml, but it returned rows");
      }
      PreparedBackfill.Result result = PreparedBackfill.read(answer, before.lastKey());
      if (result.changed() > 0 && !result.moved()) {
        return new End.Unfit(
            "expected keys after %s but the last one that the batch returned is %s; return the key"
                    .formatted(before.lastKey(), result.key())
                + " in the first column, and take only rows whose key is greater than ${after}");
      }
      BackfillRow now = after(before, result, Duration.ofNanos(System.nanoTime() - start));
      List<Answer> left = Pipeline.all(shared, statements.leave(backfill.name(), now));
      List<Row> rows = left.getLast().rows();
      if (rows.isEmpty() || !String.valueOf(rows.getFirst().text(0)).equals(entered.text(2))) {
        return new End.Unfit("expected one transaction for the batch but it ended it");
      }
      return new End.Ran(result.changed(), now);
    } catch (SQLException e) {
      if (connection.lost()) {
        throw e;
      }
      return new End.Failed(e, line);
    }
  }

  private BackfillRow after(BackfillRow before, PreparedBackfill.Result result, Duration took) {
    boolean done = result.changed() == 0;
    return new BackfillRow(
        done,
        before.batches() + (done ? 0 : 1),
        before.rows() + result.changed(),
        done
            ? before.batchSize()
            : BatchSizing.next(prepared.backfill(), before.batchSize(), result.changed(), took),
        result.key() == null ? before.lastKey() : result.key());
  }
}
