package dev.skein.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.CoordinatorRefusedException;
import dev.skein.cli.client.FailureCluster;
import dev.skein.cli.client.RolloutRequest;
import dev.skein.cli.client.RolloutStatus;
import dev.skein.cli.client.TenantProgress;
import dev.skein.cli.watch.RolloutWatch;
import dev.skein.release.bundle.ReleaseBundle;
import dev.skein.testkit.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.api.Test;

class MainJobE2E {
  private static final String CANARY_OF_TWO =
      "canary: {count: 2}\nhalt: {failures: 5}\nretry: {attempts: 2, backoff: 50ms..200ms}\n";

  private final CoordinatorClient client = TestPlatform.shared().client();

  private RolloutStatus rollOut(ReleaseBundle bundle, Fleet fleet) {
    return RolloutWatch.await(client, start(bundle, fleet));
  }

  private String start(ReleaseBundle bundle, Fleet fleet) {
    client.publish(bundle.toArchive());
    return client.startRollout(
        new RolloutRequest(
            bundle.digest().value(),
            CANARY_OF_TWO,
            fleet.tenants(),
            List.of(),
            Map.of(),
            null,
            Map.of()));
  }

  @Test
  void aReleaseReachesEveryTenantOnceAndAgainRunsNothing() {
    Fleet fleet = Fleet.create(client, 16, "main-1", "main-2");
    TestRelease release =
        TestRelease.versions(4).file("R__view.sql", "create or replace view v as select 1 as one;");

    RolloutStatus status = rollOut(release.bundle(), fleet);

    assertThat(status.state()).isEqualTo("COMPLETED");
    assertThat(status.counts().succeeded()).isEqualTo(16);
    assertThat(status.waves()).extracting(RolloutStatus.Wave::tenants).containsExactly(2, 14);
    assertThat(fleet.tenants())
        .allSatisfy(tenant -> assertThat(fleet.ledger(tenant)).isEqualTo("{1=1, 2=1, 3=1, 4=1}"));

    RolloutStatus again = rollOut(release.bundle(), fleet);

    assertThat(again.state()).isEqualTo("COMPLETED");
    assertThat(again.counts().alreadyCurrent()).isEqualTo(16);
    assertThat(fleet.tenants())
        .allSatisfy(tenant -> assertThat(fleet.ledger(tenant)).isEqualTo("{1=1, 2=1, 3=1, 4=1}"));
  }

  @Test
  void stockFlywayAgreesAfterwards() {
    Fleet fleet = Fleet.create(client, 2, "main-1");
    TestRelease release =
        TestRelease.versions(3).file("R__view.sql", "create or replace view v as select 2 as two;");
    rollOut(release.bundle(), fleet);

    Flyway flyway =
        Flyway.configure()
            .dataSource(
                TestPostgres.shared().url(Fleet.database(fleet.tenants().getFirst())),
                TestPostgres.shared().user(),
                TestPostgres.shared().password())
            .locations("filesystem:" + release.folder())
            .load();

    flyway.validate();
    assertThat(flyway.info().pending()).isEmpty();
    assertThat(flyway.info().applied())
        .extracting(MigrationInfo::getScript)
        .containsExactly("V1__ledger.sql", "V2__step.sql", "V3__step.sql", "R__view.sql");
  }

  @Test
  void failuresAreGroupedByCauseRepairedAndRetriedAlone() {
    Fleet fleet = Fleet.create(client, 12, "main-1", "main-2");
    rollOut(TestRelease.versions(2).bundle(), fleet);
    ReleaseBundle breaking =
        TestRelease.versions(2).version(3, "alter table t2 add check (id > 100);").bundle();
    List<String> broken = fleet.lastToRun(breaking, CANARY_OF_TWO, "2").subList(0, 3);
    broken.forEach(tenant -> fleet.run(tenant, "insert into t2 values (7)"));

    String rollout = start(breaking, fleet);
    RolloutStatus status = RolloutWatch.await(client, rollout);

    assertThat(status.state()).isEqualTo("COMPLETED_WITH_EXCEPTIONS");
    assertThat(client.rolloutTenants(rollout, "failed-clean", null, null, 100).items())
        .extracting(TenantProgress::tenant)
        .containsExactlyInAnyOrderElementsOf(broken);
    List<FailureCluster> groups = client.failures(rollout);
    assertThat(groups).hasSize(1);
    assertThat(groups.getFirst().sqlState()).isEqualTo("23514");
    assertThat(groups.getFirst().script()).isEqualTo("V3__step.sql");

    broken.forEach(tenant -> fleet.run(tenant, "delete from t2"));
    IntStream.range(0, 10).forEach(_ -> client.retry(rollout, List.of()));
    RolloutStatus repaired = RolloutWatch.await(client, rollout);

    assertThat(repaired.state()).isEqualTo("COMPLETED");
    assertThat(repaired.counts().succeeded()).isEqualTo(12);
    for (TenantProgress tenant : client.rolloutTenants(rollout, null, null, null, 100).items()) {
      assertThat(tenant.attempts())
          .as(tenant.tenant())
          .isEqualTo(broken.contains(tenant.tenant()) ? 2 : 1);
    }
    assertThat(fleet.tenants())
        .allSatisfy(tenant -> assertThat(fleet.ledger(tenant)).isEqualTo("{1=1, 2=1, 3=1}"));
  }

  @Test
  void aFailingCanaryHaltsAndTouchesNobodyElse() {
    Fleet fleet = Fleet.create(client, 10, "main-1", "main-2");
    rollOut(TestRelease.versions(2).bundle(), fleet);
    ReleaseBundle bad = TestRelease.versions(2).version(3, "select 1 / 0;").bundle();
    String rollout = start(bad, fleet);

    RolloutStatus status = RolloutWatch.await(client, rollout);

    assertThat(status.state()).isEqualTo("HALTED");
    assertThat(status.reason()).contains("canary failure");
    List<String> canary = wave(client, rollout, 0);
    assertThat(canary).hasSize(2);
    assertThat(wave(client, rollout, 1))
        .allSatisfy(
            tenant ->
                assertThat(
                        Fleet.one(
                            Fleet.database(tenant),
                            "select count(*) from flyway_schema_history where version = '3'"))
                    .isEqualTo("0"));
    assertThat(client.rolloutTenants(rollout, "pending", null, null, 100).items()).hasSize(8);
    assertThatThrownBy(() -> start(TestRelease.versions(4).bundle(), fleet))
        .isInstanceOf(CoordinatorRefusedException.class)
        .hasMessageContaining("held by rollout " + rollout);

    client.abort(rollout, "a better release comes");
    RolloutStatus better = rollOut(TestRelease.versions(5).bundle(), fleet);

    assertThat(better.state()).isEqualTo("COMPLETED");
  }

  @Test
  void tenantsInSchemasOfOneDatabaseAreReachedAsWell() {
    String database = TestPostgres.shared().newDatabase();
    StringBuilder csv = new StringBuilder("id,shard,database,schema,labels\n");
    List<String> tenants =
        IntStream.range(0, 8).mapToObj(i -> "schema-" + database + "-" + i).toList();
    for (String tenant : tenants) {
      TestPostgres.shared().run(database, "create schema \"" + tenant + "\"");
      csv.append("%s,main-2,%s,%s,\n".formatted(tenant, database, tenant));
    }
    client.importTenants("text/csv", csv.toString().getBytes(StandardCharsets.UTF_8), false);

    RolloutStatus status =
        rollOut(TestRelease.versions(3).bundle(), new Fleet(tenants, List.of("main-2")));

    assertThat(status.state()).isEqualTo("COMPLETED");
    for (String tenant : tenants) {
      assertThat(Fleet.one(database, "select count(*) from \"%s\".ledger".formatted(tenant)))
          .isEqualTo("3");
    }
  }

  @Test
  void applicationsLearnWhetherATenantIsThere() {
    Fleet fleet = Fleet.create(client, 1, "main-1");
    String tenant = fleet.tenants().getFirst();
    Http http = TestPlatform.shared().http();
    assertThat(http.get("/api/tenants/" + tenant + "/version?atLeast=2").body())
        .contains("\"satisfied\":false");
    rollOut(TestRelease.versions(2).bundle(), fleet);

    assertThat(http.get("/api/tenants/" + tenant + "/version?atLeast=2").body())
        .contains("\"satisfied\":true");
    assertThat(http.get("/api/tenants/" + tenant + "/version?atLeast=10").body())
        .contains("\"satisfied\":false");
    assertThat(client.timeline(tenant)).hasSize(1);
  }

  private static List<String> wave(CoordinatorClient client, String rollout, int wave) {
    return client.rolloutTenants(rollout, null, null, null, 1000).items().stream()
        .filter(tenant -> tenant.wave() == wave)
        .map(TenantProgress::tenant)
        .toList();
  }
}
