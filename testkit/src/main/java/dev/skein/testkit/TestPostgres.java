package dev.skein.testkit;

import dev.skein.embedded.Folders;
import dev.skein.embedded.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A PostgreSQL server for tests; every login needs its password.
 *
 * @param hostAndPort where it listens
 * @param user a superuser
 */
public record TestPostgres(String hostAndPort, String user, String password) {
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static final Object LOCK = new Object();

  private static @Nullable TestPostgres shared;

  /** The one that the tests of this JVM share; it lives as long as the JVM. */
  public static TestPostgres shared() {
    synchronized (LOCK) {
      if (shared == null) {
        shared = start();
      }
      return shared;
    }
  }

  private static TestPostgres start() {
    if ("oldest".equals(System.getenv("SKEIN_TEST_POSTGRES"))) {
      return OldestPostgres.shared()
          .orElseThrow(
              () -> new IllegalStateException("no binaries of the oldest PostgreSQL here"));
    }
    return Containers.used() ? inContainer() : embedded();
  }

  @SuppressWarnings("resource") // ended with the JVM, by the container library
  private static TestPostgres inContainer() {
    PostgreSQLContainer container =
        new PostgreSQLContainer("postgres:17")
            .withUsername("postgres")
            .withPassword("in-a-container")
            .withCommand("postgres", "-c", "max_connections=300", "-c", "fsync=off");
    container.start();
    return new TestPostgres(
        container.getHost() + ":" + container.getMappedPort(5432),
        "postgres",
        container.getPassword());
  }

  private static TestPostgres embedded() {
    return embedded(PostgresServer::start);
  }

  /** One that starts in a folder with a password's file, and ends with the JVM. */
  static TestPostgres embedded(BiFunction<Path, Path, PostgresServer> start) {
    try {
      Path folder = Files.createTempDirectory("skein-test-postgres-");
      PostgresServer server = start.apply(folder, folder.resolve("password"));
      AtEnd.close(
          () -> {
            server.discard();
            Folders.delete(folder);
          });
      return of(server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One that the test started, and ends, itself. */
  public static TestPostgres of(PostgresServer server) {
    String url = server.url();
    return new TestPostgres(
        url.substring("jdbc:postgresql://".length(), url.lastIndexOf('/')),
        PostgresServer.USER,
        server.password());
  }

  /** By its {@code postgres} database, without user and password. */
  public String url() {
    return url("postgres");
  }

  public String url(String database) {
    return "jdbc:postgresql://" + hostAndPort + "/" + database;
  }

  /** As the superuser; the caller closes it. */
  public Connection connect(String database) throws SQLException {
    Properties login = new Properties();
    login.setProperty("user", user);
    login.setProperty("password", password);
    return DriverManager.getConnection(url(database), login);
  }

  /** Runs statements as the superuser. */
  public void run(String database, String sql) {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("a test's own SQL failed: " + sql, e);
    }
  }

  /** The name of a fresh, empty database. */
  public String newDatabase() {
    String name = "t" + DATABASES.incrementAndGet();
    run("postgres", "create database " + name);
    return name;
  }

  @Override
  public String toString() {
    return "TestPostgres[" + hostAndPort + "]";
  }
}
