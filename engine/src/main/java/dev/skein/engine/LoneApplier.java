package dev.skein.engine;

import dev.skein.engine.Applier.ApplyException;
import dev.skein.engine.Applier.Order;
import dev.skein.engine.ApplySteps.ReadScript;
import dev.skein.engine.LoneStatement.Effect;
import dev.skein.engine.Pipeline.Row;
import dev.skein.engine.Remains.Found;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs a statement that no transaction can take back: the fence says beforehand what is about to
 * run and what is there of its like, so that the next attempt knows what was left for ours, takes
 * it away or brings it to its end, and goes on. What fails here is mended at once where it can be.
 * So a failure leaves nothing behind, where Flyway leaves an INVALID index and a failed row.
 */
final class LoneApplier {

  void apply(Order order, ReadScript read, int rank) throws ApplyException {
    Run run = new Run(order, read);
    order.guard().starting(run.script);
    try {
      run.enter();
      if (!run.isLeftDone()) {
        run.statement();
      }
      run.record(rank);
    } catch (SQLException e) {
      if (run.inStatement && !order.connection().lost()) {
        run.mendQuietly();
      }
      Integer line = run.inStatement ? run.text.lineOf(ServerError.of(e).position()) : null;
      throw new ApplyException("the statement failed", e, line);
    } catch (ScriptGuard.RefusedException e) {
      throw new ApplyException("refused", null, null);
    }
  }

  private static final class Run {
    private final Order order;
    private final Connection connection;
    private final PlainStatements ours;
    private final PreparedScript script;
    private final PlainStatement text;
    private final LoneStatement lone;
    private List<Found> before = List.of();
    private List<String> witness = List.of();
    private boolean begunBefore;
    private boolean inStatement;

    Run(Order order, ReadScript read) {
      this.order = order;
      this.connection = order.connection().shared();
      this.ours =
          new PlainStatements(
              new TenantTables(order.request().address().schema()),
              order.request(),
              order.session());
      this.script = read.script();
      this.text = read.parsed().statements().getFirst();
      this.lone = Objects.requireNonNull(read.parsed().lone());
    }

    void enter() throws SQLException {
      Pipeline.all(connection, List.of(ours.searchPath()));
      before = Remains.look(connection, lone);
      Begun begun = Begun.now(script, before);
      Row entered = Pipeline.one(connection, ours.enterAlone(begun)).getFirst();
      order.guard().entered(entered.isTrue(0), entered.isTrue(1));
      @Nullable Begun last = Begun.read(entered.text(2));
      begunBefore = last != null && last.isOf(script);
      witness = begunBefore ? Objects.requireNonNull(last).witness() : begun.witness();
    }

    /** Whether an attempt before this one came to its end, or so far that this one could. */
    boolean isLeftDone() throws SQLException {
      if (!begunBefore) {
        return false;
      }
      Remains left = Remains.of(lone.effect(), witness, before);
      left.mend(connection);
      return left.done();
    }

    void statement() throws SQLException {
      inStatement = true;
      Pipeline.all(connection, List.of(text.query()));
      if (lone.effect() == Effect.BUILDS && !left().done()) {
        throw new SQLException(
            "expected what %s builds to be whole but it is not".formatted(script));
      }
      inStatement = false;
    }

    void record(int rank) throws SQLException {
      int checksum = order.placeholders().checksum(script);
      Pipeline.all(
          connection,
          List.of(
              ours.record(script, rank, checksum, ReceiptRow.EXECUTED), ours.leaveAlone(script)));
      order.guard().recordedAlone(script);
    }

    /** What cannot be mended now is the next attempt's, which finds it by the fence. */
    void mendQuietly() {
      try {
        List<Found> now = Remains.look(connection, lone);
        Remains left = Remains.of(lone.effect(), witness, now);
        boolean untouched = !begunBefore && now.equals(before);
        if (!left.done()) {
          left.mend(connection);
        }
        if (untouched || !left.done()) {
          Pipeline.all(connection, List.of(ours.leaveAlone(script)));
        }
      } catch (SQLException e) {
        // See above.
      }
    }

    private Remains left() throws SQLException {
      return Remains.of(lone.effect(), witness, Remains.look(connection, lone));
    }
  }
}
