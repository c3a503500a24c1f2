package dev.skein.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.RolloutRequest;
import dev.skein.cli.client.ShardInfo;
import dev.skein.cli.client.TenantProgress;
import dev.skein.cli.watch.RolloutWatch;
import dev.skein.contracts.id.ReleaseName;
import dev.skein.release.bundle.ReleaseBundle;
import dev.skein.standalone.platform.ShardConfig;
import dev.skein.testkit.TempFolders;
import dev.skein.testkit.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A fleet in five conditions is taken back: done, never started, failed clean, half-way, unknown.
 */
class RollbackFleetE2E {
  private static final TestPlatform PLATFORM = TestPlatform.shared();
  private static final String HISTORY =
      "select string_agg(version, ' ' order by installed_rank) from flyway_schema_history"
          + " where version is not null and success";

  private final CoordinatorClient client = PLATFORM.client();

  private static TestRelease before() {
    return TestRelease.versions(1)
        .version(
            2,
            "create table pace (seconds int, four int, five int);"
                + " insert into pace values (0, 1, 1);");
  }

  /** Slow where the tenant says so, then a table, then something that no transaction protects. */
  private static TestRelease bad() {
    return before()
        .version(3, "create table t3 (id int); select pg_sleep(seconds) from pace;")
        .file("U3__step.sql", "-- skein: undo, lossy\ndrop table t3;")
        .version(4, "create table t4 (id int); select 1 / four from pace;")
        .file("U4__step.sql", "-- skein: undo, lossy\ndrop table t4;")
        .file("V5__half.sql", "create table t5 (id int); vacuum ledger; select 1 / five from pace;")
        .file("V5__half.sql.conf", "executeInTransaction=false\n")
        .file("U5__half.sql", "-- skein: undo, lossless\ndrop table t5;");
  }

  private static Command.Run skein(String... args) {
    return new Command(PLATFORM).run(args);
  }

  private List<String> in(String rollout, String state) {
    return client.rolloutTenants(rollout, state, null, null, 100).items().stream()
        .map(TenantProgress::tenant)
        .toList();
  }

  private String start(ReleaseBundle bundle, String policy, List<String> tenants) {
    client.publish(bundle.toArchive());
    return client.startRollout(
        RolloutRequest.ofRelease(bundle.digest().value()).withPolicy(policy).onlyTenants(tenants));
  }

  private ShardConfig shard() {
    TestPostgres postgres = TestPostgres.shared();
    return TestPlatform.shard("cut-off", postgres.user(), postgres.password(), 3);
  }

  private Process worker() throws Exception {
    Process worker = WorkerProcess.start("cut-off-worker", PLATFORM, shard());
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> client.shards().stream().map(ShardInfo::id).anyMatch("cut-off"::equals));
    return worker;
  }

  @Test
  void aFleetInFiveConditionsEndsWithOneHeadAndOneFingerprintAndGoesOn() throws Exception {
    Process first = worker();
    Fleet fleet = Fleet.create(client, 7, "main-1", "main-2");
    Fleet cutOff = Fleet.create(client, 1, "cut-off");
    String done = fleet.tenants().get(0);
    String clean = fleet.tenants().get(1);
    String half = fleet.tenants().get(2);
    String unknown = cutOff.tenants().getFirst();
    List<String> all = Stream.concat(fleet.tenants().stream(), cutOff.tenants().stream()).toList();
    String up = start(before().bundle(), "{}", all);
    assertThat(RolloutWatch.await(client, up).state()).isEqualTo("COMPLETED");
    fleet.run(half, "update pace set five = 0");
    fleet.run(clean, "update pace set four = 0");
    fleet.run(unknown, "update pace set seconds = 600");
    ReleaseBundle bad = bad().bundle();
    String canary = String.join(", ", List.of(done, clean, half, unknown));

    String rollout = start(bad, policy(canary), all);
    await().atMost(Duration.ofMinutes(1)).until(() -> sleepers(unknown).equals("1"));
    first.destroyForcibly().waitFor();
    await().atMost(Duration.ofMinutes(1)).until(() -> in(rollout, "unknown").contains(unknown));
    assertThat(client.rollout(rollout).state()).isEqualTo("HALTED");
    assertThat(in(rollout, "succeeded")).containsExactly(done);
    assertThat(in(rollout, "failed-clean")).containsExactly(clean);
    assertThat(in(rollout, "failed-partial")).containsExactly(half);
    assertThat(in(rollout, "pending")).hasSize(4);
    await().atMost(Duration.ofMinutes(1)).until(() -> sleepers(unknown).equals("0"));
    Process second = worker();
    fleet.run(unknown, "update pace set seconds = 0");

    Command.Run plan = skein("rollback", rollout, "--plan");
    assertThat(plan.text())
        .containsPattern("1 +done +runs the undo scripts")
        .containsPattern("4 +never started +runs neither")
        .containsPattern("1 +failed clean after 3 ")
        .containsPattern("1 +failed half-way +starts quarantined")
        .containsPattern("1 +unknown .*is read first");

    Command.Run back = skein("rollback", rollout, "--accept-loss", "--wait");

    assertThat(back.code()).as(back.text()).isZero();
    String by = String.valueOf(client.rollback(rollout).by());
    assertThat(in(by, "quarantined")).containsExactly(half);
    assertThat(client.rollout(rollout).state()).isEqualTo("COMPENSATED");

    repair(fleet, half);
    assertThat(skein("rollout", "release", by, "--tenants", half, "--reason", "repaired").code())
        .isZero();
    assertThat(RolloutWatch.await(client, by).state()).isEqualTo("COMPLETED");
    assertAlike(all, "1 2 3 4 5 5.0.1 5.0.2 5.0.3");

    Path folder = TempFolders.create("after").resolve("db");
    assertThat(skein("releases", "export", bad.name() + "-rollback", folder.toString()).code())
        .isZero();
    Files.writeString(folder.resolve("V6__next.sql"), "create table t6 (id int);");
    String next =
        start(ReleaseBundle.fromFolder(folder, new ReleaseName(bad.name() + "-next")), "{}", all);
    assertThat(RolloutWatch.await(client, next).state()).isEqualTo("COMPLETED");
    assertAlike(all, "1 2 3 4 5 5.0.1 5.0.2 5.0.3 6");
    second.destroyForcibly().waitFor();
  }

  /** All that fail go first, and what fails clean lets the others go on. */
  private static String policy(String canary) {
    return """
    canary: {tenants: [%s], failures: 50, same-signature: 50}
    waves: [{percent: 100}]
    retry: {attempts: 1}
    """
        .formatted(canary);
  }

  private static String sleepers(String tenant) {
    return Fleet.one(
        Fleet.database(tenant),
        "select count(*) from pg_stat_activity where datname = current_database()"
            + " and wait_event = 'PgSleep'");
  }

  /** As a person would: what is left of the script goes, and its failed row with it. */
  private static void repair(Fleet fleet, String tenant) {
    fleet.run(tenant, "drop table t5; delete from flyway_schema_history where not success");
  }

  private static void assertAlike(List<String> tenants, String history) {
    assertThat(tenants)
        .allSatisfy(
            tenant ->
                assertThat(Fleet.one(Fleet.database(tenant), HISTORY))
                    .as(tenant)
                    .isEqualTo(history));
    Command.Run inspection = skein("inspect", "--tenants", String.join(",", tenants));
    assertThat(inspection.text().lines().skip(1).map(line -> line.replaceAll(".* ", "")).distinct())
        .as(inspection.text())
        .hasSize(1);
  }
}
