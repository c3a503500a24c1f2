package dev.skein.engine;

import dev.skein.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;

/** A server of the tests, with the login that tenants are reached by. */
final class PostgresServer {
  private static final PostgresServer SERVER = of(TestPostgres.shared());

  private final TestPostgres server;

  private PostgresServer(TestPostgres server) {
    this.server = server;
  }

  /** Makes the login there, unless it has been made on the same data before. */
  static PostgresServer of(TestPostgres server) {
    server.run(
        "postgres",
        "do $$ begin create role tenant_login superuser login password 'right';"
            + " exception when duplicate_object then null; end $$");
    return new PostgresServer(server);
  }

  /** The one that tests share. */
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
