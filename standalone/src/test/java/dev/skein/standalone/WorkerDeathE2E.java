package dev.skein.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.RolloutRequest;
import dev.skein.cli.client.RolloutStatus;
import dev.skein.cli.client.ShardInfo;
import dev.skein.cli.watch.RolloutWatch;
import dev.skein.release.bundle.ReleaseBundle;
import dev.skein.standalone.platform.ShardConfig;
import dev.skein.testkit.TestPostgres;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Workers die in the middle of a rollout; every tenant still ends, and ends once. */
class WorkerDeathE2E {
  private static final TestPlatform PLATFORM = TestPlatform.shared();

  private final CoordinatorClient client = PLATFORM.client();

  @Test
  void aWorkerKilledAndRestartedLeavesNothingStuckAndNothingTwice() throws Exception {
    ShardConfig shard = shard("killed");
    Process first = WorkerProcess.start("reborn", PLATFORM, shard);
    awaitShard(shard);
    Fleet fleet = Fleet.create(client, 24, shard.id());
    String rollout = start(slow(), fleet);
    awaitMidway(rollout);

    first.destroyForcibly().waitFor();
    Instant died = Instant.now();
    Process second = WorkerProcess.start("reborn", PLATFORM, shard);
    RolloutStatus status = RolloutWatch.await(client, rollout);

    assertThat(status.state()).isEqualTo("COMPLETED");
    assertThat(Duration.between(died, Instant.now())).isLessThan(Duration.ofSeconds(75));
    assertEveryVersionOnce(fleet);
    end(second);
  }

  @Test
  void aWorkerThatFallsSilentIsReplacedByAnother() throws Exception {
    ShardConfig shard = shard("silent");
    Process first = WorkerProcess.start("silent-one", PLATFORM, shard);
    awaitShard(shard);
    Fleet fleet = Fleet.create(client, 24, shard.id());
    String rollout = start(slow(), fleet);
    awaitMidway(rollout);

    first.destroyForcibly().waitFor();
    Process second = WorkerProcess.start("another", PLATFORM, shard);
    RolloutStatus status = RolloutWatch.await(client, rollout);

    assertThat(status.state()).isEqualTo("COMPLETED");
    assertEveryVersionOnce(fleet);
    end(second);
  }

  @Test
  void aWorkerThatIsAskedToStopHandsBackWhatItHasNotStarted() throws Exception {
    ShardConfig shard = shard("drained");
    Process first = WorkerProcess.start("draining", PLATFORM, shard);
    awaitShard(shard);
    Fleet fleet = Fleet.create(client, 24, shard.id());
    String rollout = start(slow(), fleet);
    awaitMidway(rollout);

    first.destroy();
    assertThat(first.waitFor(30, TimeUnit.SECONDS)).isTrue();
    RolloutStatus between = client.rollout(rollout);
    assertThat(between.counts().failed()).isZero();
    assertThat(between.counts().queued()).isPositive();
    assertThat(client.rolloutTenants(rollout, "accepted", null, null, 100).items()).isEmpty();
    await()
        .atMost(Duration.ofSeconds(5))
        .until(
            () ->
                client.rollout(rollout).attention().stream()
                    .anyMatch(line -> line.contains("shard drained")));

    Process second = WorkerProcess.start("draining", PLATFORM, shard);
    assertThat(RolloutWatch.await(client, rollout).state()).isEqualTo("COMPLETED");
    assertEveryVersionOnce(fleet);
    end(second);
  }

  private static ShardConfig shard(String id) {
    TestPostgres postgres = TestPostgres.shared();
    return TestPlatform.shard(id, postgres.user(), postgres.password(), 3);
  }

  private static ReleaseBundle slow() {
    return TestRelease.versions(2)
        .version(3, "select pg_sleep(0.4);")
        .version(4, "select pg_sleep(0.4);")
        .bundle();
  }

  private void awaitShard(ShardConfig shard) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> client.shards().stream().map(ShardInfo::id).toList().contains(shard.id()));
  }

  private String start(ReleaseBundle bundle, Fleet fleet) {
    client.publish(bundle.toArchive());
    return client.startRollout(
        RolloutRequest.ofRelease(bundle.digest().value()).onlyTenants(fleet.tenants()));
  }

  private void awaitMidway(String rollout) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              RolloutStatus status = client.rollout(rollout);
              return status.counts().succeeded() >= 4 && status.counts().inFlight() >= 3;
            });
  }

  private static void assertEveryVersionOnce(Fleet fleet) {
    assertThat(fleet.tenants())
        .allSatisfy(
            tenant -> {
              assertThat(fleet.ledger(tenant)).isEqualTo("{1=1, 2=1, 3=1, 4=1}");
              assertThat(
                      Fleet.one(
                          Fleet.database(tenant),
                          "select count(*) from skein_receipt where mode = 'executed'"))
                  .isEqualTo("4");
            });
  }

  private static void end(Process process) throws IOException, InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
