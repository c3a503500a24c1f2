package dev.skein.engine;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The one PostgreSQL server of a test run: in a container where an engine answers, else embedded.
 * {@code SKEIN_TEST_CONTAINERS=required} fails without an engine, {@code =off} never asks for one.
 */
final class PostgresServer {
  static final String SUPERUSER = "postgres";
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static final PostgresServer SERVER = start();

  private final String hostAndPort;
  private final String password;

  private PostgresServer(String hostAndPort, String password) {
    this.hostAndPort = hostAndPort;
    this.password = password;
  }

  static PostgresServer get() {
    return SERVER;
  }

  private static PostgresServer start() {
    String wish = System.getenv().getOrDefault("SKEIN_TEST_CONTAINERS", "");
    boolean container =
        switch (wish) {
          case "required" -> true;
          case "off" -> false;
          default -> DockerClientFactory.instance().isDockerAvailable();
        };
    PostgresServer server = container ? inContainer() : embedded();
    try (Connection connection = server.connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("create role tenant_login superuser login password 'right'");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return server;
  }

  @SuppressWarnings("resource") // lives as long as the JVM; the engine removes it after
  private static PostgresServer inContainer() {
    PostgreSQLContainer container =
        new PostgreSQLContainer("postgres:17")
            .withUsername(SUPERUSER)
            .withPassword("super")
            .withCommand("postgres", "-c", "max_connections=300", "-c", "fsync=off");
    container.start();
    return new PostgresServer(
        container.getHost() + ":" + container.getMappedPort(5432), container.getPassword());
  }

  @SuppressWarnings("resource") // lives as long as the JVM, whose end stops it
  private static PostgresServer embedded() {
    try {
      EmbeddedPostgres postgres =
          EmbeddedPostgres.builder().setServerConfig("max_connections", "300").start();
      PostgresServer server = new PostgresServer("localhost:" + postgres.getPort(), "");
      server.askForPasswords();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Embedded servers trust everybody; wrong passwords must be told apart. */
  private void askForPasswords() throws IOException {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("show hba_file")) {
      row.next();
      Files.writeString(
          Path.of(row.getString(1)),
          "host all postgres all trust\nhost all all all scram-sha-256\n");
      statement.execute("select pg_reload_conf()");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  String url() {
    return "jdbc:postgresql://" + hostAndPort + "/postgres";
  }

  /** As superuser, in a database that is there. */
  Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://" + hostAndPort + "/" + database, SUPERUSER, password);
  }

  /** A fresh, empty database. */
  TestTenant newDatabase() {
    String name = "t" + DATABASES.incrementAndGet();
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return new TestTenant(this, name, "public");
  }
}
