package dev.skein.bench.coordinator;

import dev.skein.bench.figures.Machine;
import dev.skein.embedded.Folders;
import dev.skein.embedded.KafkaServer;
import dev.skein.embedded.PostgresServer;
import dev.skein.embedded.Secrets;
import dev.skein.standalone.platform.PlatformLog;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/**
 * Kafka and the store, embedded as for {@code skein up}, and the coordinator in a process of its
 * own; all in a folder that is gone afterwards.
 */
final class BenchStack implements AutoCloseable {
  private final Path folder;
  private final KafkaServer kafka;
  private final PostgresServer store;
  private final CoordinatorProcess coordinator;
  private final String token;
  private final Connection connection;
  private final Thread onExit = new Thread(this::end, "bench-end");
  private boolean ended;

  private BenchStack(
      Path folder,
      KafkaServer kafka,
      PostgresServer store,
      CoordinatorProcess coordinator,
      String token,
      Connection connection) {
    this.folder = folder;
    this.kafka = kafka;
    this.store = store;
    this.coordinator = coordinator;
    this.token = token;
    this.connection = connection;
    Runtime.getRuntime().addShutdownHook(onExit);
  }

  static BenchStack start() throws IOException, SQLException {
    Path folder = Files.createTempDirectory("skein-bench-");
    PlatformLog.to(folder.resolve("bench.log"));
    String token = Secrets.loadOrMake(folder.resolve("token"));
    PostgresServer store =
        PostgresServer.start(folder.resolve("store"), folder.resolve("password"));
    KafkaServer kafka = KafkaServer.start(folder.resolve("kafka"));
    CoordinatorProcess coordinator =
        CoordinatorProcess.start(
            Map.of(
                "SKEIN_COORDINATOR_TOKEN", token,
                "SKEIN_COORDINATOR_KAFKA", kafka.brokers(),
                "SPRING_DATASOURCE_URL", store.url(),
                "SPRING_DATASOURCE_USERNAME", PostgresServer.USER,
                "SPRING_DATASOURCE_PASSWORD", store.password()),
            folder.resolve("coordinator.log"));
    return new BenchStack(folder, kafka, store, coordinator, token, store.connect("postgres"));
  }

  String machine() {
    try {
      return Machine.describe(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("the store did not answer: " + e.getMessage(), e);
    }
  }

  Path folder() {
    return folder;
  }

  URI url() {
    return coordinator.url();
  }

  String token() {
    return token;
  }

  String brokers() {
    return kafka.brokers();
  }

  /** The store's size on disk. */
  long storeBytes() {
    return number("select pg_database_size(current_database())");
  }

  /** Tenants of a rollout that came to an end, by its tallies. */
  int ended(String rollout) {
    return (int)
        number(
            """
            select coalesce(sum(counts.value::int), 0)
            from skein.rollout_wave, jsonb_each_text(tally -> 'counts') counts
            where rollout = '%s' and counts.key in
              ('SUCCEEDED', 'ALREADY_CURRENT', 'FAILED_CLEAN', 'FAILED_PARTIAL', 'UNKNOWN')
            """
                .formatted(rollout));
  }

  int attempts() {
    return (int) number("select count(*) from skein.attempt");
  }

  int unsent() {
    return (int) number("select count(*) from skein.outbox");
  }

  /** Fails when it died. */
  void requireCoordinator() {
    coordinator.requireAlive();
  }

  /** Stops it, and gives the most heap that it used, in bytes. */
  long stopCoordinator() throws IOException, InterruptedException {
    return coordinator.stop();
  }

  private long number(String sql) {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException("the store did not answer: " + e.getMessage(), e);
    }
  }

  private synchronized void end() {
    if (ended) {
      return;
    }
    ended = true;
    coordinator.close();
    kafka.close();
    store.discard();
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("expected to delete " + folder + " but could not", e);
    }
  }

  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException e) {
      // The process is ending already.
    }
  }
}
