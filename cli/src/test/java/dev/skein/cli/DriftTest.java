package dev.skein.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DriftTest {
  private static final String MANY = "1:18:" + "a".repeat(32);
  private static final String FEW = "1:18:" + "b".repeat(32);

  private FakeCoordinator coordinator;

  @BeforeEach
  void start() throws IOException {
    coordinator = new FakeCoordinator();
  }

  @AfterEach
  void stop() {
    coordinator.close();
  }

  private static String look(String state, String report) {
    return """
    {"id":"d-abc","state":"%s","whole":true,"askedAt":"2026-11-22T08:00:00Z","tenants":4,
     "ended":2,"attention":["no live worker serves shard eu-9; 1 tenants wait"]%s}\
    """
        .formatted(state, report.isEmpty() ? "" : ",\"report\":" + report);
  }

  private static String cohort(String most, int alike, String odd) {
    return """
    {"version":"7","serverMajor":18,"algorithm":1,"tenants":3,"fingerprint":%s,"alike":%d,
     "releases":["2026.11.2"],"like":%s,"odd":[%s]}\
    """
        .formatted(most, alike, odd.isEmpty() ? "null" : "\"acme\"", odd);
  }

  private static String odd(String tenant, String fingerprint, String more) {
    return "{\"fingerprint\":\"%s\",\"tenants\":[\"%s\"],\"releases\":[]%s}"
        .formatted(fingerprint, tenant, more);
  }

  private Cli.Result found(String report, String... args) {
    coordinator
        .on("POST /api/drift", 201, look("reading", ""))
        .on("GET /api/drift/d-abc", 200, look("comparing", ""))
        .on("GET /api/drift/d-abc", 200, look("done", report))
        .on("GET /api/drift/latest", 200, look("done", report));
    return new Cli().at(coordinator).run(args);
  }

  private static String report(String cohorts, String unread) {
    return "{\"cohorts\":[%s],\"unread\":[%s],\"unversioned\":[]}".formatted(cohorts, unread);
  }

  @Test
  void whoIsOddIsShownWithWhatDiffersAndTheExitCodeSaysSo() {
    String extra =
        """
        ,"differences":{"differences":[{"difference":"extra","found":
          {"kind":"index","of":"users","name":"by_hand","definition":"btree (name)"}}]}\
        """;

    Cli.Result result =
        found(
            report(cohort("\"" + MANY + "\"", 2, odd("globex", FEW, extra)), ""),
            "drift",
            "--shard",
            "eu-1",
            "--label",
            "tier=gold");

    assertThat(result.exitCode()).as(result.err()).isEqualTo(5);
    assertThat(result.out().lines().skip(1).toList())
        .containsExactly(
            "version 7, PostgreSQL 18: 2 of 3 tenants alike (release 2026.11.2)",
            "  1 tenant: globex",
            "    unlike acme:",
            "      extra: index users.by_hand");
    assertThat(result.out()).startsWith("the fleet of 4 tenants").contains(": 1 tenant drifted");
    assertThat(result.err()).containsOnlyOnce("attention: no live worker serves shard eu-9");
    assertThat(coordinator.request("POST /api/drift").body())
        .contains("\"shards\":[\"eu-1\"]", "\"tier\":\"gold\"");
  }

  @Test
  void aTieIsSaidAndIsDrift() {
    Cli.Result result =
        found(
            report(
                cohort(
                    "null",
                    0,
                    odd("acme", MANY, "") + "," + odd("globex", FEW, ",\"untold\":\"it is gone\"")),
                ""),
            "drift");

    assertThat(result.exitCode()).isEqualTo(5);
    assertThat(result.out())
        .contains(
            "a tie among 3 tenants; nobody can say which of them are right",
            "what differs is not known: it is gone");
  }

  @Test
  void whoCouldNotBeReadIsNamedAndItIsNotAllWell() {
    Cli.Result result =
        found(
            report(
                cohort("\"" + MANY + "\"", 3, ""),
                "{\"tenant\":\"initech\",\"shard\":\"eu-9\",\"why\":\"28P01 password\"}"),
            "drift");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out())
        .contains(
            ": no drift\n",
            "version 7, PostgreSQL 18: 3 tenants, all alike\n",
            "not read 1 tenant: 28P01 password\n  initech\n");
  }

  @Test
  void theLastLookIsShownWithoutAsking() {
    Cli.Result result =
        found(report(cohort("\"" + MANY + "\"", 3, ""), ""), "drift", "--last", "--json");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).startsWith("{").contains("\"cohorts\"", "\"alike\" : 3");
    assertThat(coordinator.asked()).containsExactly("GET /api/drift/latest");
    Cli.Result both = found("{}", "drift", "--last", "--shard", "eu-1");
    assertThat(both.exitCode()).isEqualTo(1);
    assertThat(both.err()).contains("expected --last by itself");
  }
}
