package dev.skein.bench.engine;

import dev.skein.bench.figures.Machine;
import dev.skein.cli.shell.CommandFailedException;
import dev.skein.cli.shell.ExitCode;
import dev.skein.embedded.Folders;
import dev.skein.embedded.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The server of a run, the run's databases on it and a folder for its files. All that the run made
 * is gone when it is closed, and on Ctrl-C.
 */
final class BenchServer implements AutoCloseable {
  private final ServerLogin login;
  private final Databases databases;
  private final Path folder;
  private final Runnable end;
  private final Thread onExit = new Thread(this::breakOff, "bench-end");
  private volatile boolean brokenOff;
  private boolean closed;

  private BenchServer(ServerLogin login, Databases databases, Path folder, Runnable end) {
    this.login = login;
    this.databases = databases;
    this.folder = folder;
    this.end = end;
  }

  /** A new one of our own, fsync on as always. */
  static BenchServer embedded() throws IOException {
    Path folder = Files.createTempDirectory("skein-bench-");
    try {
      PostgresServer server = PostgresServer.start(folder, folder.resolve("password"));
      ServerLogin login = new ServerLogin(server.url(), PostgresServer.USER, server.password());
      return opened(new BenchServer(login, new Databases(login), folder, server::discard));
    } catch (UncheckedIOException e) {
      Folders.delete(folder);
      throw new CommandFailedException(
          ExitCode.UNREACHABLE,
          List.of(String.valueOf(e.getMessage()), "next: or give a server of yours with --url"));
    }
  }

  /** Somebody's; nothing but databases of the run's own prefix is touched. */
  static BenchServer given(ServerLogin login) throws IOException {
    // Also refuses a URL with user or password in it.
    login.tenant(Location.of("postgres"));
    Databases databases = new Databases(login);
    Path folder = Files.createTempDirectory("skein-bench-");
    return opened(new BenchServer(login, databases, folder, databases::dropAll));
  }

  private static BenchServer opened(BenchServer server) {
    Runtime.getRuntime().addShutdownHook(server.onExit);
    return server;
  }

  ServerLogin login() {
    return login;
  }

  /** What the figures depend on, in one line. */
  String machine() {
    try (Connection connection = login.connect()) {
      return Machine.describe(connection);
    } catch (SQLException e) {
      throw ServerTrouble.of("cannot ask for the version", e);
    }
  }

  Databases databases() {
    return databases;
  }

  Path folder() {
    return folder;
  }

  /** Whether the process was told to end. */
  boolean brokenOff() {
    return brokenOff;
  }

  /** Refuses a server that cannot take the run, before anything is made on it. */
  void requireRoomFor(EnginePlan plan) {
    // Flyway takes two connections a tenant by default; one more makes databases.
    int needed = 2 * plan.mostThreads() + 1;
    try (Connection connection = login.connect();
        Statement statement = connection.createStatement();
        var row =
            statement.executeQuery(
                """
                select rolcreatedb or rolsuper,
                  current_setting('max_connections')::int
                    - current_setting('superuser_reserved_connections')::int
                    - (select count(*) from pg_stat_activity where backend_type = 'client backend'),
                  current_setting('server_version_num')::int
                from pg_roles where rolname = current_user\
                """)) {
      row.next();
      if (row.getInt(3) < 140000) {
        throw CommandFailedException.badInput(
            "expected PostgreSQL 14 or newer but got an older one");
      }
      if (!row.getBoolean(1)) {
        throw new CommandFailedException(
            ExitCode.REFUSED,
            List.of("expected a login that may create databases but this one may not"));
      }
      if (row.getInt(2) < needed) {
        throw CommandFailedException.badInput(
            "expected room for %d connections but the server has %d left; next: fewer tenants at a time"
                .formatted(needed, row.getInt(2)));
      }
    } catch (SQLException e) {
      throw ServerTrouble.of("cannot use the server", e);
    }
  }

  /** Lets the server write what lies in its memory, so that no round pays for the one before. */
  void settle() {
    try (Connection connection = login.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("checkpoint");
    } catch (SQLException e) {
      if (!"42501".equals(e.getSQLState())) {
        throw ServerTrouble.of("the server is in trouble", e);
      }
      // A login without that right measures with a little more noise.
    }
  }

  private void breakOff() {
    brokenOff = true;
    end();
  }

  @Override
  public void close() {
    if (brokenOff) {
      return;
    }
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException e) {
      // The process is ending already.
    }
  }

  private synchronized void end() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      end.run();
    } finally {
      deleteFolder();
    }
  }

  private void deleteFolder() {
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("expected to delete " + folder + " but could not", e);
    }
  }
}
