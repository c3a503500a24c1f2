package dev.skein.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.RolloutRequest;
import dev.skein.cli.client.RolloutStatus;
import dev.skein.cli.client.TenantProgress;
import dev.skein.cli.watch.RolloutWatch;
import dev.skein.release.bundle.ReleaseBundle;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong gets one clear answer, and nothing is half-done. */
class RefusalE2E {
  private static final String PATIENT =
      """
      canary: {percent: 100, failures: 50, same-signature: 50}
      halt: {failures: 50}
      retry: {attempts: 2, backoff: 50ms..100ms}
      """;

  private final TestPlatform platform = TestPlatform.shared();
  private final CoordinatorClient client = platform.client();
  private final Http http = platform.http();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET  | /api/rollouts/r1-zzzz               |                  |    | 404 | expected a known rollout but got
          GET  | /api/rollouts/7                     |                  |    | 422 | expected a rollout id like
          GET  | /api/tenants/nobody                 |                  |    | 404 | expected a known tenant but got
          GET  | /api/tenants/No%20body              |                  |    | 422 | expected a tenant id like
          GET  | /api/tenants?limit=0                |                  |    | 422 | expected a limit from 1 to 1000 but got 0
          GET  | /api/tenants?limit=many             |                  |    | 400 | limit
          GET  | /api/tenants?label=gold             |                  |    | 422 | expected a label like tier=gold but got
          GET  | /api/releases/none                  |                  |    | 404 | expected a known release but got
          GET  | /api/nowhere                        |                  |    | 404 | nowhere
          PUT  | /api/rollouts                       | application/json | {} | 405 | PUT
          POST | /api/rollouts                       | text/plain       | hi | 415 | text/plain
          POST | /api/rollouts                       | application/json | {  | 400 | read
          POST | /api/rollouts                       | application/json | {} | 422 | expected a release's digest or name
          POST | /api/rollouts                       | application/json | {"release":"none"} | 404 | expected a known release but got "none"; publish it first
          POST | /api/releases                       | application/zip  | no zip | 422 | zip
          POST | /api/tenants/import                 | text/csv         | a,b | 422 | expected the header
          POST | /api/tenants/import                 | application/yaml | - {id: x} | 422 | expected the key "shard"
          POST | /api/tenants/import                 | application/json | [{"id":"a","shard":"main-1","database":"d"},{"id":"a","shard":"main-1","database":"e"}] | 422 | expected each tenant once
          """)
  void aBadRequestIsAProblemThatNamesTheOffender(
      String method, String path, String type, String body, int status, String says) {
    HttpResponse<String> answer =
        http.call(
            method, path, type, body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(kind -> assertThat(kind).startsWith("application/problem+json"));
    assertThat(answer.body().replace("\\\"", "\""))
        .contains(says)
        .doesNotContain("\tat ", "Exception");
  }

  @Test
  void aListWithBadLinesIsRefusedWholeAndEachLineIsNamed() {
    String csv =
        """
        id,shard,database,schema,labels
        good-one,main-1,good_one,public,tier=gold
        Bad One,main-1,bad_one,public,
        x"; DROP TABLE tenant; --,main-1,d,public,
        ${env},main-1,d,public,
        fine,no-such-shard,fine,public,
        """;
    HttpResponse<String> answer =
        http.post("/api/tenants/import", "text/csv", csv.getBytes(StandardCharsets.UTF_8));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("line 3", "line 4", "line 5");
    assertThat(http.get("/api/tenants/good-one").statusCode()).isEqualTo(404);
  }

  @Test
  void aTenantOfAnUnknownShardIsRefused() {
    String csv = "id,shard,database,schema,labels\nfine,no-such-shard,fine,public,\n";
    HttpResponse<String> answer =
        http.post("/api/tenants/import", "text/csv", csv.getBytes(StandardCharsets.UTF_8));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("line 2", "no-such-shard", "main-1");
  }

  @Test
  void theSameContentIsTheSameReleaseAndTheSameNameWithOtherContentIsRefused() {
    ReleaseBundle release = TestRelease.versions(2).bundle();
    assertThat(client.publish(release.toArchive()).created()).isTrue();
    assertThat(client.publish(release.toArchive()).created()).isFalse();

    ReleaseBundle other = TestRelease.versions(3).bundle(release.name().value());
    HttpResponse<String> answer = http.post("/api/releases", "application/zip", other.toArchive());

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains(release.name().value(), release.digest().value());
  }

  @Test
  void aScriptThatCommitsByItselfIsRefusedAtPublishing() {
    ReleaseBundle bundle =
        TestRelease.versions(1).version(2, "create table a ();\nCOMMIT;").bundle();
    HttpResponse<String> answer = http.post("/api/releases", "application/zip", bundle.toArchive());

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("V2__step.sql line 2");
  }

  @Test
  void aBadPolicyIsRefusedByItsLine() {
    ReleaseBundle release = TestRelease.versions(1).bundle();
    client.publish(release.toArchive());
    String body =
        "{\"release\":\"%s\",\"policy\":\"canary:\\n  count: lots\\n\"}".formatted(release.name());
    HttpResponse<String> answer =
        http.post("/api/rollouts", "application/json", body.getBytes(StandardCharsets.UTF_8));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("policy line 2");
  }

  @Test
  void tenantsThatAreNotAsTheyMustBeAreNamedAndTheOthersGoOn() {
    Fleet fleet = Fleet.create(client, 6, "main-1");
    List<String> tenants = fleet.tenants();
    ReleaseBundle first = TestRelease.versions(3).bundle();
    rollOut(first, tenants);
    String ahead = tenants.get(0);
    fleet.run(
        ahead,
        "insert into flyway_schema_history select 99, '9', 'x', 'SQL', 'V9__x.sql', 1, 'x', now(),"
            + " 1, true");
    String edited = tenants.get(1);
    fleet.run(edited, "update flyway_schema_history set checksum = 7 where version = '2'");
    String half = tenants.get(2);
    fleet.run(
        half,
        "insert into flyway_schema_history select 99, '4', 'x', 'SQL', 'V4__step.sql', 1, 'x',"
            + " now(), 1, false");
    String gone = tenants.get(3);
    dev.skein.testkit.TestPostgres.shared()
        .run("postgres", "drop database " + Fleet.database(gone) + " with (force)");
    String locked = Fleet.create(client, 1, "bad-password").tenants().getFirst();
    String far = Fleet.create(client, 1, "unreachable").tenants().getFirst();

    Map<String, TenantProgress> ended =
        rollOut(
            TestRelease.versions(4).bundle(),
            java.util.stream.Stream.concat(
                    tenants.stream(), java.util.stream.Stream.of(locked, far))
                .toList());

    assertThat(ended.get(ahead)).satisfies(tenant -> failed(tenant, "tenant-ahead", "9"));
    assertThat(ended.get(edited))
        .satisfies(tenant -> failed(tenant, "edited-migration", "V2__step.sql"));
    assertThat(ended.get(half)).satisfies(tenant -> failed(tenant, "half-applied", "V4__step.sql"));
    assertThat(ended.get(gone))
        .satisfies(tenant -> failed(tenant, "configuration", Fleet.database(gone)));
    assertThat(ended.get(locked)).satisfies(tenant -> failed(tenant, "configuration", ""));
    assertThat(ended.get(far)).satisfies(tenant -> failed(tenant, "transient", ""));
    for (String well : List.of(tenants.get(4), tenants.get(5))) {
      assertThat(fleet.ledger(well)).isEqualTo("{1=1, 2=1, 3=1, 4=1}");
    }
    assertThat(fleet.ledger(edited)).isEqualTo("{1=1, 2=1, 3=1}");
    assertThat(
            Fleet.one(
                "postgres",
                "select count(*) from pg_database where datname = '%s'"
                    .formatted(Fleet.database(gone))))
        .isEqualTo("0");
  }

  private static void failed(TenantProgress tenant, String kind, String says) {
    assertThat(tenant.state()).isEqualTo("FAILED_CLEAN");
    assertThat(tenant.kind()).isEqualTo(kind);
    assertThat(tenant.message())
        .contains(says)
        .doesNotContain(TestPlatform.CANARY_PASSWORD, "not-the-password", "\n");
  }

  private Map<String, TenantProgress> rollOut(ReleaseBundle bundle, List<String> tenants) {
    client.publish(bundle.toArchive());
    String rollout =
        client.startRollout(
            RolloutRequest.ofRelease(bundle.digest().value())
                .withPolicy(PATIENT)
                .onlyTenants(tenants));
    RolloutStatus status = RolloutWatch.await(client, rollout);
    assertThat(status.ended()).isTrue();
    return client.rolloutTenants(rollout, null, null, null, 100).items().stream()
        .collect(Collectors.toMap(TenantProgress::tenant, Function.identity()));
  }
}
