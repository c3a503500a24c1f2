package dev.skein.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.RolloutRequest;
import dev.skein.cli.watch.RolloutWatch;
import dev.skein.release.bundle.ReleaseBundle;
import dev.skein.testkit.TestPostgres;
import dev.skein.testkit.TestReplica;
import dev.skein.testkit.TestReplica.Replay;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A shard that minds its replicas, by its own setting. */
class ReplicaLagE2E {
  private final TestPlatform platform = TestPlatform.shared();
  private final CoordinatorClient client = platform.client();

  @Test
  void tenantsOfItWaitForAReplicaAndThoseOfOthersDoNot() throws Exception {
    Fleet minding = Fleet.create(client, 1, "replicated");
    Fleet other = Fleet.create(client, 1, "main-1");
    ReleaseBundle release = TestRelease.versions(2).bundle();
    client.publish(release.toArchive());
    String tenant = minding.tenants().getFirst();
    try (TestReplica replica =
        new TestReplica(TestPostgres.shared(), "replica-of-" + tenant, Replay.KEEPS_UP)) {
      replica.fallBehind(Duration.ofMillis(500));
      String waiting = start(release, minding);
      awaitLook(tenant);

      assertThat(RolloutWatch.await(client, start(release, other)).state()).isEqualTo("COMPLETED");
      assertThat(Fleet.one(Fleet.database(tenant), "select to_regclass('ledger') is null"))
          .isEqualTo("t");

      replica.catchUp();

      assertThat(RolloutWatch.await(client, waiting).state()).isEqualTo("COMPLETED");
      assertThat(minding.ledger(tenant)).isEqualTo("{1=1, 2=1}");
    }
  }

  private String start(ReleaseBundle release, Fleet fleet) {
    return client.startRollout(
        RolloutRequest.ofRelease(release.digest().value())
            .withPolicy("canary: {percent: 100}")
            .onlyTenants(fleet.tenants()));
  }

  /** Until the tenant's attempt has asked how far the replica is. */
  private static void awaitLook(String tenant) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                Fleet.one(
                        "postgres",
                        "select count(*) from pg_stat_activity where datname = '%s'"
                                .formatted(Fleet.database(tenant))
                            + " and query like '%pg_stat_replication%'")
                    .equals("1"));
  }
}
