package dev.skein.bench.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The least that any tool must do, in plain JDBC: one connection, one batch of the scripts and a
 * version row each, COMMIT. No lock, no check, no look at what is there.
 */
final class Floor implements Contender {
  /** Outside the tenant's schema, which tools expect to be empty at first. */
  static final String TABLE = "skein_bench.version";

  private final ServerLogin login;

  Floor(ServerLogin login) {
    this.login = login;
  }

  @Override
  public String name() {
    return "floor";
  }

  @Override
  public String versions() {
    return "select version from " + TABLE;
  }

  @Override
  public void migrate(List<String> databases, Goal goal, int threads) {
    Concurrently.inPool(threads, databases, database -> migrate(database, goal));
  }

  private void migrate(String database, Goal goal) {
    try (Connection connection = login.connect(database);
        Statement statement = connection.createStatement()) {
      if (goal.pending().isEmpty()) {
        read(statement);
        return;
      }
      connection.setAutoCommit(false);
      for (Script script : goal.pending()) {
        // One by one: the driver takes no batch entry of several statements.
        for (String sql : script.statements()) {
          statement.addBatch(sql);
        }
        statement.addBatch("insert into %s values (%d)".formatted(TABLE, script.version()));
      }
      statement.executeBatch();
      connection.commit();
    } catch (SQLException e) {
      throw ServerTrouble.of("floor on " + database, e);
    }
  }

  private void read(Statement statement) throws SQLException {
    try (var rows = statement.executeQuery(versions())) {
      while (rows.next()) {
        rows.getInt(1);
      }
    }
  }
}
