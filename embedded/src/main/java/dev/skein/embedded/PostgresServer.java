package dev.skein.embedded;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL 18 of our own on a free loopback port. Its data survives the process; nothing that
 * was committed is lost, since fsync is on. Every login needs the password.
 */
public final class PostgresServer implements AutoCloseable {
  /** The only login; a superuser, as an operator's own would be. */
  public static final String USER = "postgres";

  private static final int MAJOR = 18;

  private final EmbeddedPostgres server;
  private final Path data;
  private final String password;

  private PostgresServer(EmbeddedPostgres server, Path data, String password) {
    this.server = server;
    this.data = data;
    this.password = password;
  }

  /**
   * Starts it, with the data of the last time if there is any.
   *
   * @param folder its own; the data lies in a subfolder named by the major version
   * @param secret the file that keeps its password; made when it is missing
   */
  public static PostgresServer start(Path folder, Path secret) {
    return start(folder, secret, MAJOR, DefaultPostgresBinaryResolver.INSTANCE);
  }

  /**
   * The same with other binaries than ours, as tests need them.
   *
   * @param major of the binaries
   */
  public static PostgresServer start(
      Path folder, Path secret, int major, PgBinaryResolver binaries) {
    Path data = folder.toAbsolutePath().resolve("postgres-" + major);
    try {
      endOrphan(data);
      boolean fresh = !Files.exists(data.resolve("PG_VERSION"));
      Files.createDirectories(folder);
      String password = Secrets.loadOrMake(secret);
      EmbeddedPostgres.Builder builder =
          EmbeddedPostgres.builder()
              .setPgBinaryResolver(binaries)
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              // Whoever started it ends it, after what uses it.
              .setRegisterShutdownHook(false)
              .setOverrideWorkingDirectory(Caches.folder("postgres").toFile())
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("full_page_writes", "on")
              .setServerConfig("listen_addresses", "127.0.0.1")
              .setServerConfig("unix_socket_directories", "")
              .setConnectConfig("password", password)
              .setErrorRedirector(
                  ProcessBuilder.Redirect.appendTo(folder.resolve("postgres.log").toFile()))
              .setOutputRedirector(
                  ProcessBuilder.Redirect.appendTo(folder.resolve("postgres.log").toFile()));
      PostgresServer server = new PostgresServer(builder.start(), data, password);
      if (fresh) {
        server.requirePassword(data);
      }
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "expected an embedded PostgreSQL to start in %s but it did not (%s); its log is postgres.log there. As root it needs the right to call unshare, which some containers forbid: run as a plain user, or give servers of your own with --config"
              .formatted(folder, e.getMessage()),
          e);
    }
  }

  /**
   * A server outlives a process that was killed. Whoever starts in this folder is alone in it, so a
   * server that still runs on its data is such an orphan.
   */
  private static void endOrphan(Path data) throws IOException {
    ProcessHandle orphan = process(data).orElse(null);
    if (orphan == null
        || !String.join(" ", orphan.info().arguments().orElse(new String[0]))
            .contains(data.toString())) {
      return;
    }
    orphan.destroy();
    orphan
        .onExit()
        .orTimeout(10, TimeUnit.SECONDS)
        .exceptionallyCompose(
            _ -> {
              orphan.destroyForcibly();
              return orphan.onExit();
            })
        .join();
  }

  /** The server on this data, if its pid file is there and the process too. */
  private static Optional<ProcessHandle> process(Path data) throws IOException {
    Path file = data.resolve("postmaster.pid");
    return Files.exists(file)
        ? ProcessHandle.of(Long.parseLong(Files.readAllLines(file).getFirst().strip()))
        : Optional.empty();
  }

  /** A new cluster trusts everyone on the machine; from here on it does not. */
  private void requirePassword(Path data) throws IOException {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("alter role " + USER + " password '" + password + "'");
      Files.write(
          data.resolve("pg_hba.conf"),
          List.of(
              "# Written by Skein: no login without the password.",
              "host all all 127.0.0.1/32 scram-sha-256",
              "host all all ::1/128 scram-sha-256"));
      statement.execute("select pg_reload_conf()");
    } catch (SQLException e) {
      throw new IOException("the password could not be set: " + e.getMessage(), e);
    }
  }

  /** The server's URL, by its {@code postgres} database, without user and password. */
  public String url() {
    return url("postgres");
  }

  /** The URL of a database with a plain name. */
  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(server.getPort(), database);
  }

  public String password() {
    return password;
  }

  /** A connection that the caller closes. */
  public Connection connect(String database) throws SQLException {
    Properties login = new Properties();
    login.setProperty("user", USER);
    login.setProperty("password", password);
    return DriverManager.getConnection(url(database), login);
  }

  /**
   * Stops it at once, for data that is deleted next: a regular stop would first write all of it to
   * disk.
   */
  public void discard() {
    try {
      process(data)
          .ifPresent(
              process -> {
                process.destroyForcibly();
                process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
              });
    } catch (IOException | NumberFormatException e) {
      throw new IllegalStateException("an embedded PostgreSQL has lost its pid file", e);
    }
    close();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("an embedded PostgreSQL did not stop", e);
    }
  }
}
