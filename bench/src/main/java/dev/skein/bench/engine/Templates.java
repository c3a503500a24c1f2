package dev.skein.bench.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** What all contenders' databases are copies of, so that they start alike. */
final class Templates {
  private static final int MAKERS = 4;

  private final ServerLogin login;
  private final Databases databases;
  private final Skein skein;

  Templates(ServerLogin login, Databases databases, Skein skein) {
    this.login = login;
    this.databases = databases;
    this.skein = skein;
  }

  /** The schemas are empty; the floor's version tables are there, outside of them. */
  String empty(List<String> schemas) {
    return template("empty", schemas, 0);
  }

  /**
   * Each schema migrated by the engine, whose history Flyway reads as its own; the floor's tables
   * say so too.
   */
  String atHead(List<String> schemas, Goal goal) {
    String database = template("head", schemas, goal.to());
    List<Location> tenants =
        schemas.stream().map(schema -> new Location(database, schema)).toList();
    Concurrently.inPool(MAKERS, tenants, tenant -> skein.migrate(tenant, goal));
    run(database, "vacuum analyze");
    return database;
  }

  /** A database at the head that is no tenant's yet: whoever comes first makes it its own. */
  String withoutStamp(Goal goal) {
    String database = atHead(List.of(Location.OF_A_DATABASE), goal);
    run(database, "delete from public.skein_fence");
    return database;
  }

  private String template(String name, List<String> schemas, int head) {
    String database = databases.createEmpty(name);
    StringBuilder sql = new StringBuilder("create schema skein_bench;\n");
    for (String schema : schemas) {
      sql.append(
          """
          create schema if not exists %1$s;
          create table %2$s (version int primary key);
          insert into %2$s select generate_series(1, %3$d);
          """
              .formatted(schema, Floor.table(schema), head));
    }
    run(database, sql.toString());
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
