package dev.skein.testkit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;

/**
 * A physical replica as its server sees one: it streams all WAL and says how far it has come. What
 * it says of its replay is the test's to choose. Whatever does not come true within 20 s is an
 * {@link IllegalStateException}.
 */
public final class TestReplica implements AutoCloseable {
  private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();
  private static final int SECONDS = 20;

  /** What it says of its replay. */
  public enum Replay {
    /** It has replayed all that it has. */
    KEEPS_UP,
    /** It has come no further than it was. */
    STANDS_STILL,
    /** Nothing, as one says that stores WAL and never replays it. */
    NEVER_IS
  }

  private final TestPostgres server;
  private final String name;
  private final Connection connection;
  private final PGReplicationStream stream;
  private final CompletableFuture<Void> streaming;
  private volatile Replay replay;
  private volatile boolean closed;

  /** Streams from now on, under a name that no other has. */
  public TestReplica(TestPostgres server, String name, Replay replay) throws SQLException {
    this.server = server;
    this.name = name;
    this.replay = replay;
    this.connection = login();
    LogSequenceNumber here = LogSequenceNumber.valueOf(one("pg_current_wal_flush_lsn()"));
    this.stream =
        connection
            .unwrap(PGConnection.class)
            .getReplicationAPI()
            .replicationStream()
            .physical()
            .withStartPosition(here)
            .start();
    if (replay != Replay.NEVER_IS) {
      stream.setAppliedLSN(here);
    }
    this.streaming = CompletableFuture.runAsync(this::stream, THREADS);
    awaitSeen("reply_time is not null", true);
  }

  private Connection login() throws SQLException {
    Properties login = new Properties();
    PGProperty.USER.set(login, server.user());
    PGProperty.PASSWORD.set(login, server.password());
    PGProperty.APPLICATION_NAME.set(login, name);
    // Physical all the same: by the name of a database it needs no entry of its own in pg_hba.
    PGProperty.REPLICATION.set(login, "database");
    PGProperty.ASSUME_MIN_SERVER_VERSION.set(login, "14");
    PGProperty.PREFER_QUERY_MODE.set(login, "simple");
    return DriverManager.getConnection(server.url(), login);
  }

  private void stream() {
    try {
      while (!closed) {
        while (stream.readPending() != null) {
          // What is in it is nothing to us.
        }
        stream.setFlushedLSN(stream.getLastReceiveLSN());
        if (replay == Replay.KEEPS_UP) {
          stream.setAppliedLSN(stream.getLastReceiveLSN());
        }
        stream.forceUpdateStatus();
        Thread.sleep(10);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("a test's own replica failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Has something to replay and does not, until its server has measured so much. */
  public void fallBehind(Duration lag) throws SQLException {
    if (replay == Replay.KEEPS_UP) {
      replay = Replay.STANDS_STILL;
    }
    server.run("postgres", "select pg_logical_emit_message(true, 'written', '')");
    awaitSeen("replay_lag > interval '%d ms'".formatted(lag.toMillis()), true);
  }

  /** Replays what it has, and from now on what comes. */
  public void catchUp() {
    replay = Replay.KEEPS_UP;
  }

  /** Until its server has forgotten it. */
  @Override
  public void close() throws SQLException {
    closed = true;
    streaming.orTimeout(SECONDS, TimeUnit.SECONDS).join();
    connection.close();
    awaitSeen("true", false);
  }

  private void awaitSeen(String condition, boolean expected) throws SQLException {
    String asked =
        "exists (select from pg_stat_replication where application_name = '%s' and %s)"
            .formatted(name, condition);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (one(asked).equals("t") != expected) {
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException("expected %s to be %s".formatted(asked, expected));
      }
    }
  }

  private String one(String expression) throws SQLException {
    try (Connection asking = server.connect("postgres");
        Statement statement = asking.createStatement();
        ResultSet rows = statement.executeQuery("select (" + expression + ")::text")) {
      rows.next();
      String value = rows.getString(1);
      return value.equals("true") ? "t" : value;
    }
  }
}
