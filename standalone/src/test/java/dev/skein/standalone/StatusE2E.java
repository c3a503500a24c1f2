package dev.skein.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.RolloutRequest;
import dev.skein.cli.client.RolloutStatus;
import dev.skein.cli.client.ShardProgress;
import dev.skein.cli.client.TenantProgress;
import dev.skein.cli.watch.RolloutWatch;
import dev.skein.release.bundle.ReleaseBundle;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatusE2E {
  private static final String POLICY = "canary: {count: 1}\nhalt: {failures: 9}\n";

  private final TestPlatform platform = TestPlatform.shared();
  private final CoordinatorClient client = platform.client();

  private String start(ReleaseBundle bundle, Fleet fleet) {
    client.publish(bundle.toArchive());
    return client.startRollout(
        RolloutRequest.ofRelease(bundle.digest().value())
            .withPolicy(POLICY)
            .onlyTenants(fleet.tenants()));
  }

  /** Twenty times as many as the store has connections. */
  @Test
  void readersNeverStopOneAnother() throws Exception {
    Fleet fleet = Fleet.create(client, 2, "main-1");
    String rollout = start(TestRelease.versions(1).bundle(), fleet);
    CountDownLatch begin = new CountDownLatch(1);
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> answers =
          IntStream.range(0, 320)
              .mapToObj(
                  _ ->
                      pool.submit(
                          () -> {
                            begin.await();
                            return platform.http().get("/api/rollouts/" + rollout).statusCode();
                          }))
              .toList();
      begin.countDown();
      for (Future<Integer> answer : answers) {
        assertThat(answer.get()).isEqualTo(200);
      }
    }
  }

  @Test
  void countersSayWhatTheRowsSayAndARetryIsSeenAtOnce() {
    Fleet fleet = Fleet.create(client, 6, "main-1", "main-2");
    RolloutWatch.await(client, start(TestRelease.versions(2).bundle(), fleet));
    ReleaseBundle breaking =
        TestRelease.versions(2).version(3, "alter table t2 add check (id > 100);").bundle();
    String broken = fleet.lastToRun(breaking, POLICY, "2").getFirst();
    fleet.run(broken, "insert into t2 values (7)");

    String rollout = start(breaking, fleet);
    RolloutStatus status = RolloutWatch.await(client, rollout);

    assertThat(status.counts().failed()).isEqualTo(1);
    for (ShardProgress shard : client.rolloutShards(rollout)) {
      List<TenantProgress> rows =
          client.rolloutTenants(rollout, null, shard.shard(), null, 100).items();
      assertThat(rows).hasSize(3);
      assertThat(shard.counts().succeeded())
          .isEqualTo(rows.stream().filter(row -> row.state().equals("SUCCEEDED")).count());
      assertThat(shard.counts().failed())
          .isEqualTo(rows.stream().filter(row -> row.state().equals("FAILED_CLEAN")).count());
      assertThat(shard.counts().inFlight() + shard.counts().queued()).isZero();
    }

    fleet.run(broken, "delete from t2 where id = 7");
    assertThat(client.retry(rollout, List.of())).isEqualTo(1);
    // Whoever pressed retry is never told that the rollout had ended before.
    assertThat(client.rollout(rollout).counts().failed()).isZero();
    assertThat(RolloutWatch.await(client, rollout).state()).isEqualTo("COMPLETED");
  }
}
