package dev.skein.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skein.cli.client.BackfillInfo;
import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.RolloutRequest;
import dev.skein.cli.client.ShardInfo;
import dev.skein.cli.watch.RolloutWatch;
import dev.skein.release.bundle.ReleaseBundle;
import dev.skein.standalone.platform.ShardConfig;
import dev.skein.testkit.TestPostgres;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Expand, backfill, contract: over two releases, through failures and a worker's death. */
class BackfillE2E {
  /** Nobody waits for anybody's canary. */
  private static final String AT_ONCE = "canary: {percent: 100}";

  private static final Duration LONG = Duration.ofSeconds(90);

  private final TestPlatform platform = TestPlatform.shared();
  private final CoordinatorClient client = platform.client();

  private String skein(String... args) {
    Command.Run run = new Command(platform).run(args);
    assertThat(run.code()).as(run.text()).isZero();
    return run.text();
  }

  /**
   * A column for the double of another one, which every row gets once.
   *
   * @param factor SQL that is 0 where the statement is to fail
   */
  private static TestRelease expanding(String name, String settings, int rows, String factor) {
    return TestRelease.versions(1)
        .version(
            2,
            """
            create table orders (id bigint primary key, factor int not null, plan int);
            insert into orders select i, %s, null from generate_series(1, %d) i;
            create table filled (id bigint not null);\
            """
                .formatted(factor, rows))
        .file("release.yaml", "backfills: {%s: {%s}}".formatted(name, settings))
        .file(
            "backfill/%s.sql".formatted(name),
            """
            with next as (
              select id from orders where plan is null order by id limit ${batch}),
            noted as (insert into filled select id from next)
            update orders set plan = 2 / factor from next where orders.id = next.id
            """);
  }

  private static ReleaseBundle contracting(TestRelease expanding, String name) {
    return expanding
        .version(3, "alter table orders alter plan set not null;")
        .file("release.yaml", "require: [%s]".formatted(name))
        .without("backfill/%s.sql".formatted(name))
        .bundle();
  }

  private String start(ReleaseBundle bundle, Fleet fleet) {
    client.publish(bundle.toArchive());
    return client.startRollout(
        RolloutRequest.ofRelease(bundle.digest().value())
            .withPolicy(AT_ONCE)
            .onlyTenants(fleet.tenants()));
  }

  private void rollOut(ReleaseBundle bundle, Fleet fleet) {
    assertThat(RolloutWatch.await(client, start(bundle, fleet)).state()).isEqualTo("COMPLETED");
  }

  private void awaitBackfill(String name, Predicate<BackfillInfo> hoped) {
    await().atMost(LONG).until(() -> client.backfill(name), hoped);
  }

  private static void assertEachRowOnce(Fleet fleet, int rows) {
    assertThat(fleet.tenants())
        .allSatisfy(
            tenant ->
                assertThat(
                        Fleet.one(
                            Fleet.database(tenant),
                            "select count(*) || ' ' || count(distinct id) || ' ' || (select"
                                + " count(*) from orders where plan is null) from filled"))
                    .isEqualTo("%d %d 0".formatted(rows, rows)));
  }

  @Test
  void theNextReleaseWaitsUntilTheBackfillThatItRequiresIsDone() {
    Fleet fleet = Fleet.create(client, 3, "main-1");
    TestRelease release = expanding("plan-paused", "batch: 50, max-batch: 50, pause: 2s", 400, "1");
    rollOut(release.bundle(), fleet);
    awaitBackfill("plan-paused", backfill -> backfill.tenants() == 3);

    assertThat(skein("backfills", "pause", "plan-paused", "--reason", "month's end"))
        .contains("paused backfill plan-paused on 3 tenants");
    awaitBackfill("plan-paused", backfill -> backfill.pausedTenants() == 3 && backfill.rows() > 0);
    ReleaseBundle next = contracting(release, "plan-paused");
    String rollout = start(next, fleet);

    await().atMost(LONG).until(() -> client.rollout(rollout).counts().blocked() == 3);
    assertThat(skein("rollout", "status", rollout)).contains("backfill plan-paused is paused");
    assertThat(skein("status")).contains("backfill plan-paused: 0 of 3 tenants done, 3 paused");
    assertThat(skein("tenants", "show", fleet.tenants().getFirst()))
        .contains("plan-paused is paused");
    assertThat(skein("backfills", "show", "plan-paused")).contains("month's end");

    skein("backfills", "resume", "plan-paused");
    await()
        .atMost(LONG)
        .until(() -> skein("rollout", "status", rollout).contains("plan-paused is not done"));
    assertThat(client.rollout(rollout).counts().succeeded()).isLessThan(3);

    assertThat(RolloutWatch.await(client, rollout).state()).isEqualTo("COMPLETED");
    assertEachRowOnce(fleet, 400);
    assertThat(client.backfill("plan-paused").rows()).isEqualTo(1200);
    assertThat(skein("backfills", "list")).containsPattern("plan-paused .* 3 +3 +0 +0 +0 +0 +1200");
    assertThat(skein("status")).doesNotContain("plan-paused");
    assertThat(skein("audit")).contains("pause", "month's end");
  }

  @Test
  void aBatchThatFailsIsShownAndTriedAgainAndKeepsNoOtherTenant() {
    Fleet fleet = Fleet.create(client, 2, "main-2");
    String well = fleet.tenants().getFirst();
    String ill = fleet.tenants().getLast();
    TestRelease release =
        expanding(
            "plan-failing",
            "batch: 25, max-batch: 25, pause: 10ms",
            100,
            "case when i = 60 and '${tenant.id}' like '%-001' then 0 else 1 end");
    rollOut(release.bundle(), fleet);
    awaitBackfill(
        "plan-failing", backfill -> backfill.failed() == 1 && backfill.doneTenants() == 1);

    assertThat(skein("backfills", "show", "plan-failing", "--state", "failed"))
        .contains(ill, "22012 backfill/plan-failing.sql")
        .doesNotContain(well);
    assertThat(Fleet.one(Fleet.database(ill), "select count(*) from filled"))
        .as("what was committed stays")
        .isEqualTo("50");
    String rollout = start(contracting(release, "plan-failing"), fleet);
    await()
        .atMost(LONG)
        .until(
            () -> client.rollout(rollout).counts(),
            counts -> counts.succeeded() == 1 && counts.blocked() == 1);
    assertThat(skein("rollout", "status", rollout)).contains("backfill plan-failing failed");

    fleet.run(ill, "update orders set factor = 1");
    assertThat(skein("backfills", "retry", "plan-failing", "--reason", "data repaired"))
        .contains("retrying backfill plan-failing on 1 tenant");

    assertThat(RolloutWatch.await(client, rollout).state()).isEqualTo("COMPLETED");
    assertEachRowOnce(fleet, 100);
  }

  @Test
  void aWorkerKilledInTheMiddleLeavesTheRestToAnotherAndNoRowTwice() throws Exception {
    TestPostgres postgres = TestPostgres.shared();
    ShardConfig shard = TestPlatform.shard("filling", postgres.user(), postgres.password(), 3);
    Process first = WorkerProcess.start("filling-one", platform, shard);
    await()
        .atMost(LONG)
        .until(() -> client.shards().stream().map(ShardInfo::id).toList().contains(shard.id()));
    Fleet fleet = Fleet.create(client, 2, shard.id());
    rollOut(
        expanding("plan-killed", "batch: 10, max-batch: 10, pause: 200ms", 400, "1").bundle(),
        fleet);
    awaitBackfill("plan-killed", backfill -> backfill.running() == 2 && backfill.rows() > 50);

    first.destroyForcibly().waitFor();
    assertThat(client.backfill("plan-killed").done()).isFalse();
    Process second = WorkerProcess.start("filling-two", platform, shard);

    awaitBackfill("plan-killed", BackfillInfo::done);
    assertEachRowOnce(fleet, 400);
    assertThat(client.backfill("plan-killed").rows()).isEqualTo(800);
    assertThat(client.tenantBackfills(fleet.tenants().getFirst()))
        .singleElement()
        .satisfies(one -> assertThat(one.worker()).isEqualTo("filling-two"));
    second.destroyForcibly().waitFor();
  }

  @Test
  void whatCannotBeAskedOfABackfillIsRefused() {
    Command.Run unknown = new Command(platform).run("backfills", "pause", "nobodys");
    assertThat(unknown.code()).isNotZero();
    assertThat(unknown.text()).contains("expected a backfill that some tenant has but got");
  }
}
