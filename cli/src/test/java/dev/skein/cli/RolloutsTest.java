package dev.skein.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RolloutsTest {
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

  @Test
  void startsAReleaseByItsName() {
    coordinator
        .on("GET /api/releases/2026.11.3", 200, "{\"digest\":\"sha256:x\",\"name\":\"2026.11.3\"}")
        .on("POST /api/rollouts", 201, "{\"id\":\"r7-kqzt\"}");
    assertThat(run("rollout", "start", "2026.11.3").out())
        .isEqualTo("started rollout r7-kqzt\nnext: skein watch r7-kqzt\n");
  }

  @Test
  void showsWavesShardsAndFailuresByCause() {
    coordinator
        .on("GET /api/rollouts/latest", 200, Statuses.failed("HALTED", "the canary failed"))
        .on(
            "GET /api/rollouts/r7-kqzt/shards",
            200,
            "{\"items\":[{\"shard\":\"eu-1\",\"counts\":%s}]}"
                .formatted(Statuses.counts(0, 0, 57, 0, 3)))
        .on(
            "GET /api/rollouts/r7-kqzt/failures",
            200,
            "{\"items\":[{\"message\":\"no\",\"kind\":\"failure\",\"tenants\":1,\"sample\":[\"a\"]}]}");
    Cli.Result result = run("rollout", "status");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains("canary  PASSED", "eu-1", "failed 1 tenant: failure no", "the canary failed");
    assertThat(run("rollout", "status", "latest", "--json").out())
        .contains("\"unheardOf\" : 1", "\"shards\"", "\"failures\"");
  }

  @Test
  void retriesOnlyTheTenantsThatWereNamed() {
    coordinator.on("POST /api/rollouts/r7-kqzt/retry", 200, "{\"tenants\":2}");
    assertThat(run("rollout", "retry", "r7-kqzt", "--tenants", "a,b").out())
        .isEqualTo("retrying 2 tenants of rollout r7-kqzt\n");
    assertThat(coordinator.request("POST /api/rollouts/r7-kqzt/retry").body())
        .isEqualTo("{\"tenants\":[\"a\",\"b\"]}");
  }

  @Test
  void retriesOneClusterOfFailures() {
    coordinator.on("POST /api/rollouts/r7-kqzt/retry", 200, "{\"tenants\":2}");
    assertThat(run("rollout", "retry", "r7-kqzt", "--cluster", "c-43deda4e").exitCode()).isZero();
    assertThat(coordinator.request("POST /api/rollouts/r7-kqzt/retry").body())
        .isEqualTo("{\"cluster\":\"c-43deda4e\",\"tenants\":[]}");
  }

  @Test
  void steersTheLatestRolloutOnlyWhenItIsNamedSo() {
    coordinator
        .on("GET /api/rollouts/latest", 200, Statuses.running())
        .on("POST /api/rollouts/r7-kqzt/pause", 200, "")
        .on("POST /api/rollouts/r7-kqzt/resume", 200, "")
        .on("POST /api/rollouts/r7-kqzt/abort", 200, "");
    assertThat(run("rollout", "pause", "latest", "--reason", "lunch").out())
        .contains("paused rollout r7-kqzt; next: skein rollout resume r7-kqzt");
    assertThat(coordinator.request("POST /api/rollouts/r7-kqzt/pause").body())
        .isEqualTo("{\"reason\":\"lunch\"}");
    assertThat(run("rollout", "resume", "r7-kqzt").out()).startsWith("resumed rollout r7-kqzt");
    assertThat(run("rollout", "abort", "r7-kqzt").out()).startsWith("aborted rollout r7-kqzt");
    assertThat(run("rollout", "abort").exitCode()).isEqualTo(1);
  }

  @Test
  void saysAtTheGatesWhichWaveIsMeant() {
    for (String verb : List.of("approve", "promote", "start", "accept", "skip", "release")) {
      coordinator.on("POST /api/rollouts/r7-kqzt/" + verb, 200, "{\"tenants\":1}");
    }
    run("rollout", "approve", "r7-kqzt", "--wave", "2", "--digest", "sha256:1", "--reason", "ok");
    assertThat(coordinator.request("POST /api/rollouts/r7-kqzt/approve").body())
        .isEqualTo("{\"reason\":\"ok\",\"targetDigest\":\"sha256:1\",\"wave\":2}");
    run("rollout", "promote", "r7-kqzt", "--full");
    assertThat(coordinator.request("POST /api/rollouts/r7-kqzt/promote").body())
        .isEqualTo("{\"full\":true}");
    assertThat(run("rollout", "begin", "r7-kqzt").out()).startsWith("started rollout r7-kqzt");
    assertThat(run("rollout", "skip", "r7-kqzt", "--tenants", "a").out())
        .isEqualTo("skipped 1 tenant of rollout r7-kqzt\n");
    run("rollout", "release", "r7-kqzt", "--signature", "23505 V6__x.sql");
    assertThat(coordinator.request("POST /api/rollouts/r7-kqzt/release").body())
        .isEqualTo("{\"signature\":\"23505 V6__x.sql\",\"tenants\":[]}");
  }

  @Test
  void showsThePlanBeforeAnythingStarts() {
    coordinator.on(
        "POST /api/rollouts/plan",
        200,
        """
        {"release":"sha256:1","targetDigest":"sha256:2","tenants":12,"waves":[
          {"index":0,"tenants":2,"bakeMillis":600000,"approval":false,
           "shards":{"eu-1":1,"eu-2":1},"versions":{"none":2},"sample":["acme","umbrella"]},
          {"index":1,"tenants":10,"bakeMillis":0,"approval":true,
           "shards":{"eu-1":10},"versions":{"7":10},"sample":["t1"]}]}
        """);
    assertThat(run("rollout", "plan", "2026.11.3").out())
        .contains("canary", "eu-1:1 eu-2:1", "10 min 0 s", "wave 1", "approval", "7:10", "acme")
        .endsWith("12 tenants, frozen as sha256:2\n");
  }

  @Test
  void saysInThePlanWhoDriftedAlready() {
    coordinator.on(
        "POST /api/rollouts/plan",
        200,
        """
        {"release":"sha256:1","targetDigest":"sha256:2","tenants":12,"waves":[],
         "drifted":{"tenants":2,"sample":["globex","initech"]}}
        """);
    assertThat(run("rollout", "plan", "2026.11.3").out())
        .endsWith("drifted already: 2 tenants, by the last look: globex, initech\n");
  }

  @Test
  void showsWhoAskedForWhat() {
    coordinator.on(
        "GET /api/audit?subject=rollout%20r7-kqzt&limit=50",
        200,
        """
        {"items":[{"id":3,"at":"2026-11-22T01:02:03Z","who":"operator","verb":"resume",
          "subject":"rollout r7-kqzt","reason":"repaired","refused":true,
          "outcome":"expected PAUSED or HALTED to resume but the rollout is RUNNING"}]}
        """);
    assertThat(run("audit", "--rollout", "r7-kqzt").out())
        .contains("operator", "resume", "repaired", "refused: expected PAUSED or HALTED");
  }

  @Test
  void listsRolloutsAndTheirTenants() {
    coordinator
        .on("GET /api/rollouts?limit=100", 200, "{\"items\":[" + Statuses.running() + "]}")
        .on(
            "GET /api/rollouts/r7-kqzt/tenants?state=FAILED_CLEAN&limit=100",
            200,
            """
            {"items":[{"tenant":"acme","shard":"eu-1","wave":0,"state":"FAILED_CLEAN",
            "attempts":2,"kind":"failure","sqlState":"23505","message":"duplicate"}]}\
            """);
    assertThat(run("rollout", "list").out()).contains("r7-kqzt  2026.11.3  RUNNING");
    assertThat(run("rollout", "tenants", "r7-kqzt", "--state", "FAILED_CLEAN").out())
        .contains("acme", "canary", "23505 duplicate");
  }

  @Test
  void listsReleasesAndShards() {
    coordinator
        .on(
            "GET /api/releases?limit=100",
            200,
            """
            {"items":[{"digest":"sha256:0123456789abcdef","name":"2026.11.3","scripts":2,
            "bytes":2048,"publishedAt":"2026-11-21T12:00:00Z"}]}\
            """)
        .on(
            "GET /api/shards",
            200,
            """
            {"items":[{"id":"eu-1","concurrency":8,"tenants":30,"inFlight":2,"workers":[
            {"id":"w1","live":true},{"id":"w2","live":false},{"id":"w3","stopping":true}]}]}\
            """);
    assertThat(run("releases", "list").out()).contains("sha256:0123456789ab ", "2.0 KiB");
    assertThat(run("shards", "list").out()).contains("w1, w2 (silent), w3 (stopping)");
    assertThat(run("shards", "list", "--json").out()).startsWith("[ {");
  }
}
