package dev.skein.engine;

import dev.skein.engine.Applier.ApplyException;
import dev.skein.engine.Applier.Order;
import dev.skein.engine.ApplySteps.ReadScript;
import dev.skein.engine.Pipeline.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.NativeQuery;

/**
 * Builds an index concurrently, which no transaction can take back: the fence says beforehand what
 * is about to run, so that the next attempt knows an INVALID index for ours, drops it and builds it
 * again. One that fails here is dropped at once. So a failure leaves nothing behind, where Flyway
 * leaves the index and a failed row.
 */
final class IndexApplier {

  void apply(Order order, ReadScript read, int rank) throws ApplyException {
    PreparedScript script = read.script();
    ConcurrentIndex index = Objects.requireNonNull(read.parsed().index());
    PlainStatement create = read.parsed().statements().getFirst();
    PlainStatements ours =
        new PlainStatements(
            new TenantTables(order.request().address().schema()), order.request(), order.session());
    Connection connection = order.connection().shared();
    ScriptGuard guard = order.guard();
    guard.starting(script);
    boolean building = false;
    try {
      Row entered = Pipeline.one(connection, ours.enterAlone(script)).getFirst();
      guard.entered(entered.isTrue(0), entered.isTrue(1));
      boolean begunBefore = script.path().equals(entered.text(2));
      boolean there = begunBefore && isLeftComplete(connection, index);
      if (!there) {
        building = true;
        run(connection, create.query());
        requireValid(connection, script, index);
      }
      building = false;
      int checksum = order.placeholders().checksum(script);
      Pipeline.all(
          connection,
          List.of(
              ours.record(script, rank, checksum, ReceiptRow.EXECUTED), ours.leaveAlone(script)));
      guard.recordedAlone(script);
    } catch (SQLException e) {
      if (building && !order.connection().lost()) {
        dropQuietly(connection, index);
      }
      Integer line = building ? create.lineOf(ServerError.of(e).position()) : null;
      throw new ApplyException("the statement failed", e, line);
    } catch (ScriptGuard.RefusedException e) {
      throw new ApplyException("refused", null, null);
    }
  }

  /** Whether an attempt before this one built it and was cut off before it could say so. */
  private static boolean isLeftComplete(Connection connection, ConcurrentIndex index)
      throws SQLException {
    @Nullable Row found = find(connection, index);
    if (found == null) {
      return false;
    }
    if (!found.isTrue(1)) {
      drop(connection, found);
    }
    return found.isTrue(1);
  }

  private static void requireValid(
      Connection connection, PreparedScript script, ConcurrentIndex index) throws SQLException {
    Row found = find(connection, index);
    if (found == null || !found.isTrue(1)) {
      throw new SQLException(
          "expected index %s of %s to be valid but it is not".formatted(index.name(), script));
    }
  }

  private static void run(Connection connection, NativeQuery statement) throws SQLException {
    Pipeline.all(connection, List.of(statement));
  }

  private static @Nullable Row find(Connection connection, ConcurrentIndex index)
      throws SQLException {
    List<Row> rows =
        Pipeline.one(
            connection,
            Pipeline.single(
                """
                select format('%%I.%%I', n.nspname, c.relname), i.indisvalid
                  from pg_catalog.pg_index i
                    join pg_catalog.pg_class c on c.oid = i.indexrelid
                    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                  where c.relname = %s and i.indrelid = to_regclass(%s)\
                """
                    .formatted(Literal.of(index.name()), Literal.of(index.table()))));
    return rows.isEmpty() ? null : rows.getFirst();
  }

  private static void drop(Connection connection, Row found) throws SQLException {
    run(connection, Pipeline.single("drop index concurrently " + found.text(0)));
  }

  /** What cannot be dropped now is the next attempt's, which finds it in the fence. */
  private static void dropQuietly(Connection connection, ConcurrentIndex index) {
    try {
      @Nullable Row found = find(connection, index);
      if (found != null && !found.isTrue(1)) {
        drop(connection, found);
      }
    } catch (SQLException e) {
      // See above.
    }
  }
}
