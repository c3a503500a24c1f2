package dev.skein.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.CoordinatorRefusedException;
import dev.skein.cli.client.FailureCluster;
import dev.skein.cli.client.FleetStatus;
import dev.skein.cli.client.HistoryEntry;
import dev.skein.cli.client.RolloutRequest;
import dev.skein.cli.client.RolloutStatus;
import dev.skein.cli.watch.RolloutWatch;
import dev.skein.release.bundle.ReleaseBundle;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Failures by what they are, and the fleet as a whole, in which other tests have tenants too. */
class FleetStatusE2E {
  private static final String POLICY =
      "canary: {count: 1}\nhalt: {failures: 9, same-signature: {tenants: 9, shards: 9}}\n";
  private static final TestPlatform PLATFORM = TestPlatform.shared();

  private final CoordinatorClient client = PLATFORM.client();

  private String run(ReleaseBundle bundle, List<String> tenants) {
    client.publish(bundle.toArchive());
    String rollout =
        client.startRollout(
            RolloutRequest.ofRelease(bundle.digest().value())
                .withPolicy(POLICY)
                .onlyTenants(tenants));
    RolloutWatch.await(client, rollout);
    return rollout;
  }

  private static TestRelease tables() {
    return TestRelease.versions(2).version(3, "create table u (name text);");
  }

  @Test
  void tellsFailuresApartRetriesOneKindAndKnowsWhoIsLate() {
    Fleet fleet = Fleet.create(client, 7, "main-1", "main-2");
    ReleaseBundle good = tables().bundle();
    ReleaseBundle breaking =
        tables()
            .version(4, "alter table t2 add check (id < 100);\ncreate unique index on u (name);")
            .bundle();
    // The last one was registered and is in no rollout.
    Fleet aimed = new Fleet(fleet.tenants().subList(0, 6), fleet.shards());
    String first = run(good, aimed.tenants());
    List<String> broken = aimed.lastToRun(breaking, POLICY, "3");
    // Each with a value of its own: one failure all the same.
    for (int i = 0; i < 3; i++) {
      fleet.run(broken.get(i), "insert into u values ('name %d'), ('name %1$d')".formatted(i));
    }
    fleet.run(broken.get(3), "insert into t2 values (4711)");

    String rollout = run(breaking, aimed.tenants());

    RolloutStatus status = client.rollout(rollout);
    assertThat(status.state()).isEqualTo("COMPLETED_WITH_EXCEPTIONS");
    List<FailureCluster> clusters = client.failures(rollout);
    assertThat(clusters).extracting(FailureCluster::tenants).containsExactly(3, 1);
    assertThat(status.clusters()).isEqualTo(clusters);
    FailureCluster duplicates = clusters.getFirst();
    assertThat(duplicates.sqlState()).isEqualTo("23505");
    assertThat(duplicates.script()).isEqualTo("V4__step.sql");
    assertThat(duplicates.message()).contains("could not create unique index \"…\"");
    assertThat(duplicates.shards()).isNotEmpty().isSubsetOf("main-1", "main-2");
    assertThat(duplicates.sample()).containsExactlyInAnyOrderElementsOf(broken.subList(0, 3));

    standing(fleet, first, rollout, broken);
    retry(fleet, rollout, duplicates, clusters.getLast(), broken);
  }

  private void standing(Fleet ours, String first, String rollout, List<String> broken) {
    FleetStatus fleet = client.fleet();
    assertThat(fleet.tenants())
        .isEqualTo(fleet.versions().stream().mapToInt(FleetStatus.Version::tenants).sum())
        .isGreaterThanOrEqualTo(7);
    assertThat(fleet.newest()).extracting(FleetStatus.Newest::rollout).isEqualTo(rollout);
    assertThat(version(fleet, "4").lateSince()).isNull();
    assertThat(version(fleet, "3").lateSince())
        .isBeforeOrEqualTo(client.rollout(rollout).endedAt());
    assertThat(version(fleet, null).lateSince()).isBeforeOrEqualTo(client.rollout(first).endedAt());
    assertThat(fleet.rollouts().getFirst()).extracting(RolloutStatus::id).isEqualTo(rollout);
    List<FleetStatus.Tenant> late =
        client.lateTenants(null, 1000).items().stream()
            .filter(tenant -> ours.tenants().contains(tenant.tenant()))
            .toList();
    // The four that failed, and the one that no rollout ever reached.
    assertThat(late)
        .extracting(FleetStatus.Tenant::status)
        .containsExactlyInAnyOrder(
            "failed-clean", "failed-clean", "failed-clean", "failed-clean", "registered");
    assertThat(late)
        .filteredOn(tenant -> tenant.tenant().equals(broken.getFirst()))
        .allSatisfy(tenant -> assertThat(tenant.why()).startsWith("23505 V4__step.sql"));

    Command.Run shown = new Command(PLATFORM).run("status", "--late");
    assertThat(shown.code()).isZero();
    assertThat(shown.text())
        .contains("newest completed release", "tenants late", ours.tenants().getLast())
        .contains("failed 3 tenants: 23505 V4__step.sql", rollout);
    assertThat(new Command(PLATFORM).run("status", "--json", "--late").text())
        .contains("\"lateSince\"", "\"cluster\"");
  }

  private static FleetStatus.Version version(FleetStatus fleet, @Nullable String version) {
    return fleet.versions().stream()
        .filter(count -> Objects.equals(count.version(), version))
        .findFirst()
        .orElseThrow();
  }

  private void retry(
      Fleet fleet,
      String rollout,
      FailureCluster duplicates,
      FailureCluster other,
      List<String> broken) {
    assertThatThrownBy(() -> client.verb(rollout, "retry", Map.of("cluster", "c-00000000")))
        .isInstanceOf(CoordinatorRefusedException.class)
        .hasMessageContaining("expected a cluster of rollout " + rollout);
    for (String tenant : broken.subList(0, 3)) {
      fleet.run(tenant, "delete from u");
    }
    Command.Run retried =
        new Command(PLATFORM)
            .run("rollout", "retry", rollout, "--cluster", String.valueOf(duplicates.id()));
    assertThat(retried.text()).isEqualTo("retrying 3 tenants of rollout " + rollout + "\n");
    RolloutStatus end = RolloutWatch.await(client, rollout);
    assertThat(end.clusters()).containsExactly(other);
    assertThat(end.counts().failed()).isEqualTo(1);

    List<HistoryEntry> history = client.history(broken.getFirst());
    assertThat(history).extracting(HistoryEntry::state).containsExactly("succeeded", "succeeded");
    assertThat(history.getFirst().attempts()).isEqualTo(2);
    assertThat(client.history(broken.get(3)).getFirst().cluster()).isEqualTo(other.id());
    assertThat(new Command(PLATFORM).run("tenants", "show", broken.get(3)).text())
        .contains("failed-clean", "23514 V4__step.sql");
  }
}
