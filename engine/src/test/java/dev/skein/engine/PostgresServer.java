package dev.skein.engine;

import dev.skein.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;

/** The tests' server, with the login that tenants are reached by. */
final class PostgresServer {
  private static final PostgresServer SERVER = new PostgresServer(TestPostgres.shared());

  private final TestPostgres server;

  private PostgresServer(TestPostgres server) {
    this.server = server;
    server.run("postgres", "create role tenant_login superuser login password 'right'");
  }

  static PostgresServer get() {
    return SERVER;
  }

  String url() {
    return server.url();
  }

  /** As superuser, in a database that is there. */
  Connection connect(String database) throws SQLException {
    return server.connect(database);
  }

  /** A fresh, empty database. */
  TestTenant newDatabase() {
    return new TestTenant(this, server.newDatabase(), "public");
  }
}
