package dev.skein.bench.engine;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.RolloutRequest;
import dev.skein.cli.shell.CommandFailedException;
import dev.skein.cli.shell.ExitCode;
import dev.skein.contracts.id.ReleaseName;
import dev.skein.contracts.id.ShardId;
import dev.skein.release.bundle.ReleaseBundle;
import dev.skein.standalone.platform.EmbeddedServers;
import dev.skein.standalone.platform.Home;
import dev.skein.standalone.platform.Platform;
import dev.skein.standalone.platform.PlatformSettings;
import dev.skein.standalone.platform.ShardConfig;
import dev.skein.standalone.platform.StoreLogin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Kafka, a coordinator with its store and a worker, as {@code skein up} runs them, for tenants on a
 * server that is there already.
 */
final class FleetPlatform implements AutoCloseable {
  private static final String SHARD = "bench";
  private static final Duration POLL = Duration.ofMillis(250);

  /** The engine alone takes none; a canary that is everybody would have one at each tenant. */
  private static final String NO_FINGERPRINTS = "verify: {fingerprint: off}\n";

  /**
   * One wave that holds everybody: how a rollout starts slowly is meant to cost time, and is not
   * what is measured.
   */
  private static final String POLICY =
      "canary: {percent: 100, failures: 1000000, same-signature: 1000000}\n" + NO_FINGERPRINTS;

  /** Failures at which the rollout halts that is meant to. */
  private static final int FAILURES = 10;

  private static final String HALTING =
      "canary: {percent: 100, failures: %d, same-signature: 1000000}\n".formatted(FAILURES)
          + NO_FINGERPRINTS;

  private final Home home;
  private final Platform platform;
  private final EmbeddedServers servers;
  private final StoreLogin store;
  private final CoordinatorClient client;

  private FleetPlatform(Home home, Platform platform, EmbeddedServers servers) throws IOException {
    this.home = home;
    this.platform = platform;
    this.servers = servers;
    this.store = servers.store();
    this.client = new CoordinatorClient(platform.url(), platform.token());
  }

  static FleetPlatform start(Path folder, ServerLogin tenants, int concurrency) throws IOException {
    Home home = Home.take(folder);
    EmbeddedServers servers =
        new EmbeddedServers(
            home,
            () ->
                List.of(
                    new ShardConfig(
                        SHARD,
                        tenants.url(),
                        tenants.username(),
                        tenants.password(),
                        null,
                        concurrency,
                        null)));
    Platform platform = Platform.start(home, PlatformSettings.standard(), servers);
    return new FleetPlatform(home, platform, servers);
  }

  void take(List<String> databases) {
    StringBuilder csv = new StringBuilder("id,shard,database,schema,labels\n");
    databases.forEach(
        database -> csv.append("%s,%s,%s,public,\n".formatted(id(database), SHARD, database)));
    client.importTenants("text/csv", csv.toString().getBytes(StandardCharsets.UTF_8), false);
  }

  private static String id(String database) {
    return database.replace('_', '-');
  }

  /**
   * What one rollout took.
   *
   * @param whole from before the release was sent until all results were stored
   * @param firstStart until it was stored that a tenant had started
   */
  record Took(Duration whole, Duration firstStart) {}

  /** Publishes a release and brings it to all; a tenant that does not get it is an error. */
  Took rollOut(Path folder, String name, int tenants) throws IOException, InterruptedException {
    byte[] archive = ReleaseBundle.fromFolder(folder, new ReleaseName(name)).toArchive();
    Instant at = Instant.now();
    String digest = client.publish(archive).release().digest();
    String rollout = client.startRollout(RolloutRequest.ofRelease(digest).withPolicy(POLICY));
    var status = client.rollout(rollout);
    while (!status.ended()) {
      Thread.sleep(POLL);
      status = client.rollout(rollout);
    }
    if (status.counts().succeeded() != tenants) {
      throw new CommandFailedException(
          ExitCode.ROLLOUT_FAILED,
          List.of(
              "expected %d tenants to get release %s but %d did"
                  .formatted(tenants, name, status.counts().succeeded())));
    }
    Instant end = Objects.requireNonNull(status.endedAt());
    return new Took(Duration.between(at, end), Duration.between(at, firstStart(rollout)));
  }

  /**
   * Publishes a release that fails in some tenants, rolls it out until that halts it, and reads
   * from the topics how fast.
   */
  HaltTrace halt(Path folder, String name) throws IOException, InterruptedException {
    byte[] archive = ReleaseBundle.fromFolder(folder, new ReleaseName(name)).toArchive();
    String digest = client.publish(archive).release().digest();
    String rollout = client.startRollout(RolloutRequest.ofRelease(digest).withPolicy(HALTING));
    var status = client.rollout(rollout);
    while (!status.state().equals("HALTED") || status.counts().inFlight() > 0) {
      if (status.ended()) {
        throw new IllegalStateException(
            "expected rollout %s to halt but it is %s".formatted(rollout, status.state()));
      }
      Thread.sleep(POLL);
      status = client.rollout(rollout);
    }
    client.abort(rollout, "measured");
    return HaltTrace.read(servers.brokers(), new ShardId(SHARD), rollout, FAILURES);
  }

  private Instant firstStart(String rollout) {
    try (Connection connection =
            DriverManager.getConnection(store.url(), store.username(), store.password());
        PreparedStatement statement =
            connection.prepareStatement(
                "select min(started_at) from skein.attempt where rollout = ?")) {
      statement.setString(1, rollout);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        Timestamp first = row.getTimestamp(1);
        if (first == null) {
          throw new IllegalStateException("nobody started in rollout " + rollout);
        }
        return first.toInstant();
      }
    } catch (SQLException e) {
      throw ServerTrouble.of("cannot ask the store", e);
    }
  }

  @Override
  public void close() throws IOException {
    platform.close();
    home.close();
  }
}
