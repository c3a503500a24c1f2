package dev.skein.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SurveysTest {
  private static final String CLEAN =
      """
      {"serverMajor":18,"version":"4","pending":[
        {"path":"V5__a.sql","version":"5","run":"transaction"},
        {"path":"V6__i.sql","version":"6","run":"outside"}],"refusals":[],"unknown":[]}\
      """;
  private static final String EDITED =
      """
      {"serverMajor":18,"version":"4","pending":[],"refusals":[
        {"reason":"edited-migration","message":"V2__b.sql: expected checksum 1 but got 2"}],
       "unknown":[{"rank":3,"version":"3","description":"gone","type":"SQL",
        "script":"V3__gone.sql","success":true}]}\
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

  private static String survey(String kind, boolean done) {
    return """
    {"id":"s-abc","kind":"%s","release":"2026.11.3","tenants":3,"waiting":%d,"asked":0,
     "answered":0,"unanswered":0,"done":%b,"attention":[%s]}\
    """
        .formatted(kind, done ? 0 : 3, done, done ? "" : "\"no live worker serves shard eu-1\"");
  }

  private void answers(String kind, String items) {
    coordinator
        .on("POST /api/surveys", 201, survey(kind, false))
        .on("GET /api/surveys/s-abc", 200, survey(kind, true))
        .on("GET /api/surveys/s-abc/tenants?limit=1000", 200, "{\"items\":[%s]}".formatted(items));
  }

  private static String answered(String tenant, String answer) {
    return "{\"tenant\":\"%s\",\"shard\":\"eu-1\",\"state\":\"answered\",\"answer\":%s}"
        .formatted(tenant, answer);
  }

  @Test
  void aPlanGroupsTenantsAndAnyRefusalIsInTheExitCode() {
    answers(
        "plan",
        answered("acme", CLEAN)
            + ","
            + answered("globex", CLEAN)
            + ","
            + answered("initech", EDITED));

    Cli.Result result = run("plan", "2026.11.3", "--label", "tier=gold");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out())
        .isEqualTo(
            """
            plan of 2026.11.3 for 3 tenants
            2 tenants at version 4: 2 scripts pending
              acme, globex
                V5__a.sql
                V6__i.sql  (outside a transaction)
            would refuse 1 tenant: V2__b.sql: expected checksum 1 but got 2
              initech
            not in the release: V3__gone.sql, applied at 1 tenant
              initech
            """);
    assertThat(result.err()).contains("attention: no live worker serves shard eu-1");
    assertThat(coordinator.request("POST /api/surveys").body())
        .contains("\"kind\":\"plan\"", "\"release\":\"2026.11.3\"", "\"tier\":\"gold\"");
  }

  @Test
  void aPlanThatEveryoneWouldTakeEndsWithZeroAndJsonHoldsWhatTenantsSaid() {
    answers("plan", answered("acme", CLEAN));

    Cli.Result result = run("plan", "2026.11.3", "--json");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).startsWith("{").contains("\"V6__i.sql\"", "\"outside\"");
  }

  @Test
  void whoDidNotAnswerIsNamedWithTheReason() {
    answers(
        "plan",
        """
        {"tenant":"acme","shard":"eu-1","state":"unanswered","outcome":{"kind":"failed",
        "failure":"configuration","sqlState":"28P01","message":"the login was refused"}}\
        """);

    Cli.Result result = run("plan", "2026.11.3");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out())
        .contains("not answered 1 tenant: configuration 28P01 the login was refused\n  acme\n");
  }

  @Test
  void aRehearsalShowsTimeLocksAndRewrites() {
    answers(
        "rehearse",
        answered(
            "acme",
            """
            {"serverMajor":18,"version":"4","refusals":[],"scripts":[
              {"path":"V5__a.sql","version":"5","result":"ran","tookMillis":1234,
               "locks":[{"relation":"users","kind":"table","mode":"ACCESS EXCLUSIVE"}],
               "rewrites":[{"table":"users","bytes":2048}]},
              {"path":"V6__i.sql","version":"6","result":"skipped","tookMillis":0,
               "message":"it runs outside a transaction"},
              {"path":"V7__b.sql","version":"7","result":"failed","tookMillis":3,
               "sqlState":"23514","line":2,"message":"check violated"},
              {"path":"V8__c.sql","version":"8","result":"not-reached","tookMillis":0}]}\
            """));

    Cli.Result result = run("rehearse", "2026.11.3", "--tenant", "acme");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out())
        .isEqualTo(
            """
            rehearsal of 2026.11.3 at acme, version 4, PostgreSQL 18; everything was taken back
            V5__a.sql  1.2 s
                rewrites table users (2.0 KiB)
                locks table users ACCESS EXCLUSIVE, keeps readers and writers out
            V6__i.sql  left out: it runs outside a transaction
            V7__b.sql  FAILED 23514 line 2 check violated
            V8__c.sql  not reached
            """);
    assertThat(run("rehearse", "2026.11.3").exitCode()).isEqualTo(1);
  }

  @Test
  void anInspectionShowsFingerprints() {
    answers(
        "inspect",
        answered(
            "acme",
            """
            {"serverMajor":18,"server":"18.6","version":"4","objects":12,
             "fingerprint":"1:18:1eaa5ec56d7cd7d35ff451ec77f4e6a0"}\
            """));

    Cli.Result result = run("inspect", "--tenants", "acme", "--history");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("acme", "18.6", "1:18:1eaa5ec56d7cd7d35ff451ec77f4e6a0");
    assertThat(coordinator.request("POST /api/surveys").body())
        .contains("\"facts\":[\"fingerprint\",\"history\"]", "\"tenants\":[\"acme\"]");
  }
}
