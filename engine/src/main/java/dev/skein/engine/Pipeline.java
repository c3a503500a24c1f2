package dev.skein.engine;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Field;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Parser;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.SqlCommand;
import org.postgresql.core.Tuple;

/**
 * Sends statements to the server in one go and hears what became of each. JDBC's own batch would
 * stop a SELECT after one row, keep its rows to itself and name the statement that failed in a
 * translated sentence only; so this goes one floor below JDBC, where the driver's statements are
 * made. The server stops at the first error and skips the rest.
 */
final class Pipeline {
  private static final int FLAGS = QueryExecutor.QUERY_ONESHOT;

  private Pipeline() {}

  /**
   * What came back.
   *
   * @param answers of the statements that ran, in their order
   * @param error of the statement after those, or of the connection; null when all ran
   */
  record Replies(List<Answer> answers, @Nullable SQLException error) {}

  /**
   * @param rows as texts; none for a statement that returns none
   * @param changed rows inserted, updated or deleted
   */
  record Answer(List<Row> rows, long changed) {}

  /** One row's values, as the server writes them. */
  static final class Row {
    private final Tuple tuple;

    Row(Tuple tuple) {
      this.tuple = tuple;
    }

    /** From 0. */
    @Nullable String text(int column) {
      byte[] value = tuple.get(column);
      return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    boolean isTrue(int column) {
      return "t".equals(text(column));
    }

    /** Whether the server wrote the same, byte for byte. */
    boolean isSame(Row other) {
      int columns = tuple.fieldCount();
      if (columns != other.tuple.fieldCount()) {
        return false;
      }
      for (int column = 0; column < columns; column++) {
        if (!Arrays.equals(tuple.get(column), other.tuple.get(column))) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * As the driver would send what JDBC is given: usually one, several where it sees several. Made
   * once, used on any connection with standard_conforming_strings on.
   */
  static List<NativeQuery> prepare(String sql) throws SQLException {
    return Parser.parseJdbcSql(sql, true, false, true, false, true);
  }

  /** One statement of ours. */
  static NativeQuery single(String sql) {
    return new NativeQuery(sql, new int[0], false, SqlCommand.BLANK);
  }

  /** Where auto-commit is off, BEGIN goes along. */
  static Replies send(Connection connection, List<NativeQuery> statements) throws SQLException {
    BaseConnection driver = connection.unwrap(BaseConnection.class);
    QueryExecutor executor = driver.getQueryExecutor();
    int flags = driver.getAutoCommit() ? FLAGS | QueryExecutor.QUERY_SUPPRESS_BEGIN : FLAGS;
    Listener listener = new Listener();
    Query query = executor.wrap(statements);
    try {
      executor.execute(query, null, listener, 0, 0, flags);
      return new Replies(listener.answers, null);
    } catch (SQLException e) {
      return new Replies(listener.answers, e);
    } finally {
      query.close();
    }
  }

  /** Sends them and expects all to run: the first that does not is thrown. */
  static List<Answer> all(Connection connection, List<NativeQuery> statements) throws SQLException {
    Replies replies = send(connection, statements);
    if (replies.error() != null) {
      throw replies.error();
    }
    return replies.answers();
  }

  /** The rows of one statement. */
  static List<Row> one(Connection connection, NativeQuery statement) throws SQLException {
    return all(connection, List.of(statement)).getFirst().rows();
  }

  private static final class Listener extends ResultHandlerBase {
    private final List<Answer> answers = new ArrayList<>();

    @Override
    public void handleResultRows(
        Query query, Field[] fields, List<Tuple> tuples, @Nullable ResultCursor cursor) {
      answer(new Answer(tuples.stream().map(Row::new).toList(), 0));
    }

    @Override
    public void handleCommandStatus(String status, long changed, long insertedOid) {
      answer(new Answer(List.of(), changed));
    }

    private void answer(Answer answer) {
      if (getException() == null) {
        answers.add(answer);
      }
    }

    @Override
    public void handleWarning(SQLWarning warning) {
      // A script's notices are for who runs it by hand; kept, they would only grow.
    }
  }
}
