package dev.skein.engine.fingerprint;

import dev.skein.contracts.catalog.Catalog;
import dev.skein.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A database whose schemas are compared. */
record Schemas(TestPostgres server, String database) {
  static Schemas on(TestPostgres server) {
    return new Schemas(server, server.newDatabase());
  }

  /** Makes a schema by statements that name its objects without it. */
  Schemas create(String schema, String... statements) {
    run("create schema " + quote(schema));
    return in(schema, statements);
  }

  Schemas in(String schema, String... statements) {
    String path = "set search_path to %s, public;\n".formatted(quote(schema));
    run(path + String.join(";\n", statements));
    return this;
  }

  void run(String sql) {
    server.run(database, sql);
  }

  Catalog read(String schema) {
    try (Connection connection = server.connect(database)) {
      return CatalogReader.read(connection, schema).orElseThrow();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  String one(String sql) throws SQLException {
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return String.valueOf(rows.getString(1));
    }
  }

  static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
