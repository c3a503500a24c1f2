package dev.skein.engine;

import dev.skein.embedded.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/** A server that streams all that another writes, and replays it. */
final class Standby implements AutoCloseable {
  static final String NAME = "standby-1";

  private final PostgresServer server;
  private boolean closed;

  private Standby(PostgresServer server) {
    this.server = server;
  }

  /**
   * Made of a copy of a server's data, for which that server is stopped and started again: it
   * listens elsewhere afterwards.
   */
  static Standby of(MortalServer primary, Path folder) throws IOException {
    primary.stop();
    Path data = primary.data();
    Path copy = folder.resolve("standby").resolve(data.getFileName().toString());
    Files.createDirectories(copy.getParent());
    copy(data, copy);
    Files.writeString(
        data.resolve("pg_hba.conf"),
        "host replication all 127.0.0.1/32 scram-sha-256\n",
        StandardOpenOption.APPEND);
    primary.comeBack();
    Files.createFile(copy.resolve("standby.signal"));
    Files.writeString(
        copy.resolve("postgresql.auto.conf"),
        "primary_conninfo = 'host=127.0.0.1 port=%s user=%s password=%s application_name=%s'\n"
            .formatted(
                primary.server().url().replaceAll(".*:(\\d+)/.*", "$1"),
                PostgresServer.USER,
                primary.server().password(),
                NAME),
        StandardOpenOption.APPEND);
    return new Standby(PostgresServer.start(folder.resolve("standby"), folder.resolve("password")));
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(from)) {
      files = walk.toList();
    }
    for (Path file : files) {
      Files.copy(file, to.resolve(from.relativize(file)));
    }
    // A server refuses to run on data that others can read.
    Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
  }

  /** From now on it has everything and shows nothing of it. */
  void stopReplay() throws SQLException {
    run("select pg_wal_replay_pause()");
  }

  void goOn() throws SQLException {
    run("select pg_wal_replay_resume()");
  }

  private void run(String sql) throws SQLException {
    try (Connection connection = server.connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Also when it has been closed before. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      server.discard();
    }
  }
}
