package dev.skein.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.cli.client.BaselineOrder;
import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.RolloutRequest;
import dev.skein.cli.watch.RolloutWatch;
import dev.skein.release.bundle.ReleaseBundle;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Databases that an application filled by itself are taken on, from the command line. */
class BaselineE2E {
  private final TestPlatform platform = TestPlatform.shared();
  private final CoordinatorClient client = platform.client();

  private Command.Run skein(String... args) {
    return new Command(platform).run(args);
  }

  private void rollOut(ReleaseBundle bundle, Fleet fleet) {
    client.publish(bundle.toArchive());
    String rollout =
        client.startRollout(
            RolloutRequest.ofRelease(bundle.digest().value()).onlyTenants(fleet.tenants()));
    assertThat(RolloutWatch.await(client, rollout).state()).isEqualTo("COMPLETED");
  }

  /** What versions 1 and 2 bring, without any history. */
  private static void fillByHand(Fleet fleet, String tenant) {
    fleet.run(tenant, "create table ledger (version text not null, at timestamptz default now())");
    fleet.run(tenant, "create table t2 (id bigint primary key)");
  }

  @Test
  void existingDatabasesAreTakenOnWhenTheyAreLikeTheReferenceAndGoOnFromThere() {
    Fleet model = Fleet.create(client, 1, "main-1");
    Fleet fleet = Fleet.create(client, 3, "main-1", "main-2");
    String odd = fleet.tenants().get(2);
    rollOut(TestRelease.versions(2).bundle(), model);
    fleet.tenants().forEach(tenant -> fillByHand(fleet, tenant));
    fleet.run(odd, "alter table t2 add by_hand text");
    ReleaseBundle next =
        TestRelease.versions(2).version(3, "create table t3 (id bigint);").bundle();
    client.publish(next.toArchive());
    String[] command = {
      "tenants",
      "baseline",
      "2",
      "--release",
      next.name().value(),
      "--like",
      model.tenants().getFirst(),
      "--tenants",
      String.join(",", fleet.tenants()),
      "--reason",
      "moving in"
    };

    Command.Run first = skein(command);

    assertThat(first.code()).as(first.text()).isEqualTo(2);
    assertThat(first.text())
        .contains("baselined 2 tenants at version 2", "refused 1 tenant: expected fingerprint")
        .contains(odd, "extra: column t2.by_hand");
    assertThat(client.tenant(fleet.tenants().getFirst()).version()).isEqualTo("2");
    assertThat(client.tenant(odd).version()).isNull();

    fleet.run(odd, "alter table t2 drop by_hand");
    Command.Run second = skein(command);

    assertThat(second.code()).as(second.text()).isZero();
    assertThat(second.text())
        .contains("baselined 1 tenant at version 2", "baselined before: 2 tenants at version 2");
    rollOut(next, fleet);
    assertThat(fleet.tenants())
        .allSatisfy(tenant -> assertThat(fleet.ledger(tenant)).isEqualTo("{3=1}"));
    assertThat(skein("audit").text()).contains("baseline", "moving in");
  }

  @Test
  void whatCannotBeABaselineIsRefused() {
    Fleet fleet = Fleet.create(client, 1, "main-1");
    ReleaseBundle release = TestRelease.versions(2).bundle();
    client.publish(release.toArchive());

    assertThatThrownBy(() -> client.startBaseline(order(release, "3", null, fleet)))
        .hasMessageContaining("whose highest is 2, but got 3");
    assertThatThrownBy(() -> client.startBaseline(order(release, "2", "nonsense", fleet)))
        .hasMessageContaining("expected a fingerprint like");
    String held =
        client.startRollout(
            new RolloutRequest(
                release.digest().value(),
                null,
                fleet.tenants(),
                List.of(),
                Map.of(),
                null,
                Map.of(),
                true,
                false,
                "only looking"));
    assertThatThrownBy(() -> client.startBaseline(order(release, "2", null, fleet)))
        .hasMessageContaining("rollout " + held + " holds 1 of them");
    client.abort(held, "only looking");
  }

  private static BaselineOrder order(
      ReleaseBundle release, String version, @Nullable String fingerprint, Fleet fleet) {
    return new BaselineOrder(
        release.name().value(),
        version,
        fingerprint,
        fingerprint == null,
        fleet.tenants(),
        List.of(),
        Map.of(),
        null);
  }
}
