package dev.skein.engine;

import dev.skein.engine.Applier.ApplyException;
import dev.skein.engine.Applier.Order;
import dev.skein.engine.ApplySteps.ReadScript;
import dev.skein.engine.Pipeline.Replies;
import dev.skein.engine.Pipeline.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.NativeQuery;

/**
 * Applies scripts in one transaction, and in two round trips: everything but the COMMIT, then the
 * COMMIT, so that a connection that is lost before it leaves no doubt. What it leaves behind is
 * what Flyway would leave.
 */
final class PlainApplier {

  void apply(Order order, List<ReadScript> scripts, int rank) throws ApplyException {
    Message message = new Message(order, scripts, rank);
    ScriptGuard guard = order.guard();
    Connection connection = order.connection().shared();
    guard.starting(scripts.getFirst().script());
    try {
      connection.setAutoCommit(false);
      try {
        Replies replies = Pipeline.send(connection, message.statements);
        message.judge(replies);
        connection.commit();
      } catch (SQLException | ScriptGuard.RefusedException e) {
        if (!order.connection().lost()) {
          connection.rollback();
        }
        throw e;
      } finally {
        if (!order.connection().lost()) {
          connection.setAutoCommit(true);
        }
      }
    } catch (ScriptGuard.RefusedException e) {
      throw new ApplyException("refused", null, null);
    } catch (SQLException e) {
      throw new ApplyException(
          "the statement failed", e, message.line(e), message.tookOthersBack());
    }
  }

  /** The statements of a transaction, and which of them are whose. */
  private static final class Message {
    private static final int ENTER = 0;

    private final Order order;
    private final List<NativeQuery> statements = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();
    private @Nullable Place failed;

    /**
     * Where a statement belongs.
     *
     * @param statement null for one of ours
     * @param records whether it is the record of the script
     */
    private record Place(
        PreparedScript script, @Nullable PlainStatement statement, boolean records) {}

    Message(Order order, List<ReadScript> scripts, int rank) {
      this.order = order;
      PlainStatements ours =
          new PlainStatements(
              new TenantTables(order.request().address().schema()),
              order.request(),
              order.session());
      int next = rank;
      PreparedScript last = scripts.getLast().script();
      for (ReadScript read : scripts) {
        PreparedScript script = read.script();
        add(statements.isEmpty() ? ours.enter() : ours.context(), new Place(script, null, false));
        for (PlainStatement statement : read.parsed().statements()) {
          add(statement.query(), new Place(script, statement, false));
        }
        if (read.parsed().mayChangeRole()) {
          add(ours.resetRole(), new Place(script, null, false));
        }
        int checksum = order.placeholders().checksum(script);
        String mode = read.skipped() ? ReceiptRow.SKIPPED : ReceiptRow.EXECUTED;
        add(
            script.equals(last)
                ? ours.recordLast(script, next, checksum, mode)
                : ours.record(script, next, checksum, mode),
            new Place(script, null, true));
        next += script.seed() ? 0 : 1;
      }
    }

    private void add(NativeQuery query, Place place) {
      statements.add(query);
      places.add(place);
    }

    void judge(Replies replies) throws SQLException {
      ScriptGuard guard = order.guard();
      if (replies.error() != null) {
        failed = places.get(Math.min(replies.answers().size(), places.size() - 1));
        guard.failing(failed.script(), replies.error());
        throw replies.error();
      }
      Row entered = replies.answers().get(ENTER).rows().getFirst();
      guard.entered(entered.isTrue(0), entered.isTrue(2));
      for (int i = 0; i < places.size(); i++) {
        if (places.get(i).records()) {
          guard.recorded(places.get(i).script(), replies.answers().get(i).rows(), entered.text(1));
        }
      }
    }

    boolean tookOthersBack() {
      return failed != null && !failed.script().equals(places.getFirst().script());
    }

    @Nullable Integer line(SQLException error) {
      PlainStatement statement = failed == null ? null : failed.statement();
      return statement == null ? null : statement.lineOf(ServerError.of(error).position());
    }
  }
}
