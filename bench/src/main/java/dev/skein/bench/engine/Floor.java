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
  private final ServerLogin login;

  Floor(ServerLogin login) {
    this.login = login;
  }

  @Override
  public String name() {
    return "floor";
  }

  /** Outside the tenant's schema, which tools expect to be empty at first. */
  static String table(String schema) {
    return "skein_bench.version_" + schema;
  }

  @Override
  public String versions(String schema) {
    return "select version from " + table(schema);
  }

  @Override
  public void migrate(List<Location> tenants, List<Goal> goals, int threads) {
    Concurrently.inPool(threads, tenants, goals, this::migrate);
  }

  private void migrate(Location tenant, Goal goal) {
    try (Connection connection = login.connect(tenant);
        Statement statement = connection.createStatement()) {
      if (goal.pending().isEmpty()) {
        read(statement, versions(tenant.schema()));
        return;
      }
      connection.setAutoCommit(false);
      for (Script script : goal.pending()) {
        // One by one: the driver takes no batch entry of several statements.
        for (String sql : script.statements()) {
          statement.addBatch(sql);
        }
        statement.addBatch(
            "insert into %s values (%d)".formatted(table(tenant.schema()), script.version()));
      }
      statement.executeBatch();
      connection.commit();
    } catch (SQLException e) {
      throw ServerTrouble.of("floor on " + tenant, e);
    }
  }

  private static void read(Statement statement, String sql) throws SQLException {
    try (var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        rows.getInt(1);
      }
    }
  }
}
