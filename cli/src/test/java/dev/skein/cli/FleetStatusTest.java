package dev.skein.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FleetStatusTest {
  private static final String LATE =
      """
      {"tenant":"acme","shard":"eu-1","version":"6","since":"2026-11-21T12:00:00Z",\
      "status":"failed-clean","rollout":"r7-kqzt","why":"23505 V7__unique.sql Key (a)=(b)",\
      "cluster":"c-43deda4e"}\
      """;
  private static final String CLUSTER =
      """
      {"id":"c-43deda4e","kind":"failure","sqlState":"23505","script":"V7__unique.sql",\
      "message":"Key (…)=(…) is duplicated","tenants":6,"shards":["eu-1"],"sample":["acme"],\
      "firstSeen":"2026-11-21T12:00:00Z","lastSeen":"2026-11-21T12:00:00Z"}\
      """;

  private FakeCoordinator coordinator;

  @BeforeEach
  void start() throws IOException {
    coordinator = new FakeCoordinator();
  }

  @AfterEach
  void stop() {
    coordinator.close();
  }

  private Cli.Result run(String... args) {
    return new Cli().at(coordinator).run(args);
  }

  private void fleet(String rollout) {
    coordinator.on(
        "GET /api/fleet",
        200,
        """
        {"tenants":100,"versions":[{"version":"7","tenants":94},
        {"version":"6","tenants":5,"lateSince":"2026-11-21T12:00:00Z"},
        {"version":null,"tenants":1,"lateSince":"2026-11-21T12:00:00Z"}],
        "newest":{"rollout":"r7-kqzt","release":"2026.11.3","version":"7",
        "completedAt":"2026-11-21T12:00:00Z"},
        "late":{"tenants":6,"since":"2026-11-21T12:00:00Z","sample":[%s]},
        "rollouts":[%s],"backfills":[{"name":"plan","release":"2026.11.3","tenants":10,
        "doneTenants":3,"running":2,"pending":4,"failed":1,"rows":480}],"attention":["no live worker serves shard us-1"],"unheardOf":1}
        """
            .formatted(LATE, rollout));
  }

  @Test
  void answersWhereTheFleetStandsWhatRunsWhatIsWrongAndWhoIsLate() {
    String rollout =
        Statuses.failed("HALTED", "the canary failed")
            .replace("\"attention\":[]", "\"attention\":[],\"clusters\":[" + CLUSTER + "]")
            .replace("\"secondsLeft\":3", "\"waitsFor\":[\"a person to resume it\"]");
    fleet(rollout);
    Cli.Result result = run("status");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .startsWith("100 tenants; newest completed release 2026.11.3 (version 7) since 2026-11-2")
        .containsPattern("7 +94 +94.0 % +-")
        .containsPattern("\\(none\\) +1 +1.0 % +2026-11-2")
        .containsPattern("r7-kqzt +2026.11.3 +HALTED .*unknown: waits for a person to resume it")
        .contains("backfill plan: 3 of 10 tenants done, 2 running, 4 pending, 1 failed; 480 rows")
        .contains("r7-kqzt HALTED: the canary failed")
        .contains("failed 6 tenants: 23505 V7__unique.sql Key (…)=(…) is duplicated")
        .contains("c-43deda4e on eu-1, 2026-11-2", "acme and 5 more")
        .contains("attention: no live worker serves shard us-1", "6 tenants late, the first since")
        .containsPattern("acme +eu-1 +6 .*failed-clean +r7-kqzt +23505 V7__unique.sql Key")
        .contains("… and 5 more: skein status --late");
  }

  @Test
  void listsEveryLateTenantPageByPage() {
    fleet(Statuses.running());
    coordinator
        .on(
            "GET /api/fleet/late?limit=1000",
            200,
            "{\"items\":[%s],\"next\":\"acme\"}".formatted(LATE))
        .on(
            "GET /api/fleet/late?after=acme&limit=1000",
            200,
            "{\"items\":[%s]}".formatted(LATE.replace("acme", "globex")));
    assertThat(run("status", "--late").out())
        .containsPattern("r7-kqzt .*RUNNING .*about 3 s")
        .containsPattern("globex +eu-1 +6")
        .doesNotContain("and 5 more: skein");
    assertThat(run("status", "--late", "--json").out())
        .contains("\"globex\"", "\"acme\"", "\"unheardOf\" : 1");
  }

  @Test
  void saysThatNothingWasCompletedYet() {
    coordinator.on("GET /api/fleet", 200, "{\"tenants\":0,\"late\":{\"tenants\":0}}");
    assertThat(run("status").out()).startsWith("0 tenants; no rollout was completed yet");
  }
}
