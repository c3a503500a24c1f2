package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skein.testkit.TempFolders;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;

/** A server of its own, since only at its start does one learn to decode its WAL. */
class LogicalReceiverIT {
  private static final ReplicaLag LIMIT = new ReplicaLag(Duration.ofMillis(50));

  private static final String HERE = "select pg_current_wal_flush_lsn()";
  private static final String BEHIND =
      "select (replay_lag > interval '50 ms' and replay_lsn < pg_current_wal_flush_lsn())::text"
          + " from pg_stat_replication";

  @Test
  void aReceiverOfALogicalSlotIsNoReplica() throws Exception {
    Path folder = TempFolders.create("logical");
    Path secret = folder.resolve("password");
    try (var once = dev.skein.embedded.PostgresServer.start(folder, secret)) {
      execute(once, "alter system set wal_level = logical");
    }
    try (var server = dev.skein.embedded.PostgresServer.start(folder, secret);
        Connection looking = server.connect("postgres")) {
      execute(server, "select pg_create_logical_replication_slot('feed', 'pgoutput')");
      execute(server, "create publication feed for all tables");
      try (Connection receiver = receiver(server);
          PGReplicationStream stream = stream(receiver)) {
        stream.setAppliedLSN(LogSequenceNumber.valueOf(one(looking, HERE)));
        execute(server, "create table written as select generate_series(1, 1000) as id");
        await()
            .atMost(Duration.ofSeconds(20))
            .until(
                () -> {
                  while (stream.readPending() != null) {
                    // Received, and never said to be replayed.
                  }
                  stream.forceUpdateStatus();
                  return one(looking, BEHIND).equals("true");
                });

        assertThat(LIMIT.objection(looking, null)).isEmpty();
      }
    }
  }

  private static String one(Connection looking, String query) throws Exception {
    try (Statement statement = looking.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? String.valueOf(rows.getString(1)) : "";
    }
  }

  private static PGReplicationStream stream(Connection receiver) throws Exception {
    return receiver
        .unwrap(PGConnection.class)
        .getReplicationAPI()
        .replicationStream()
        .logical()
        .withSlotName("feed")
        .withSlotOption("proto_version", 1)
        .withSlotOption("publication_names", "feed")
        .start();
  }

  private static Connection receiver(dev.skein.embedded.PostgresServer server) throws Exception {
    Properties login = new Properties();
    PGProperty.USER.set(login, dev.skein.embedded.PostgresServer.USER);
    PGProperty.PASSWORD.set(login, server.password());
    PGProperty.REPLICATION.set(login, "database");
    PGProperty.ASSUME_MIN_SERVER_VERSION.set(login, "14");
    PGProperty.PREFER_QUERY_MODE.set(login, "simple");
    return DriverManager.getConnection(server.url(), login);
  }

  private static void execute(dev.skein.embedded.PostgresServer server, String sql)
      throws Exception {
    try (Connection connection = server.connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
