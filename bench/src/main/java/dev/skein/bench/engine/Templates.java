package dev.skein.bench.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** What all contenders' databases are copies of, so that they start alike. */
final class Templates {
  private final ServerLogin login;
  private final Databases databases;
  private final Skein skein;

  Templates(ServerLogin login, Databases databases, Skein skein) {
    this.login = login;
    this.databases = databases;
    this.skein = skein;
  }

  /** No schema of a tenant yet; the floor's version table is there, outside. */
  String empty() {
    String database = databases.createEmpty("empty");
    run(
        database,
        "create schema skein_bench; create table %s (version int primary key)"
            .formatted(Floor.TABLE));
    return database;
  }

  /**
   * Migrated by the engine, whose history Flyway reads as its own; the floor's table says so too.
   */
  String atHead(Goal goal) {
    String database = databases.createEmpty("head");
    run(
        database,
        "create schema skein_bench; create table %1$s (version int primary key); insert into %1$s select generate_series(1, %2$d)"
            .formatted(Floor.TABLE, goal.to()));
    skein.migrate(database, goal);
    run(database, "vacuum analyze");
    return database;
  }

  /** As {@link #atHead}, and no tenant's yet: whoever comes first makes it its own. */
  String withoutStamp(Goal goal) {
    String database = atHead(goal);
    run(database, "delete from public.skein_fence");
    return database;
  }

  private void run(String database, String sql) {
    try (Connection connection = login.connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw ServerTrouble.of("cannot prepare " + database, e);
    }
  }
}
