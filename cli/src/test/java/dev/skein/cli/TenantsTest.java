package dev.skein.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TenantsTest {
  private static final String ACME =
      """
      {"id":"acme","shard":"eu-1","database":"tenant,acme","schema":"pub\\"lic",\
      "labels":{"tier":"gold","region":"eu"},"version":"7","status":"SUCCEEDED",\
      "updatedAt":"2026-11-21T12:00:00Z","pin":"7",\
      "windows":["Mo 01:00-02:00 UTC","05:00-06:00 UTC"],"unheardOf":true}\
      """;
  private static final String GLOBEX =
      """
      {"id":"007","shard":"eu-1","database":"ünï","schema":"public","labels":{},\
      "status":"NEW","updatedAt":"2026-11-21T12:00:00Z"}\
      """;

  @TempDir private Path folder;
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

  private void twoPages(int limit) {
    coordinator
        .on(
            "GET /api/tenants?limit=" + limit,
            200,
            "{\"items\":[%s],\"next\":\"acme\"}".formatted(ACME))
        .on(
            "GET /api/tenants?after=acme&limit=" + limit,
            200,
            "{\"items\":[%s]}".formatted(GLOBEX));
  }

  @Test
  void exportsCsvThatImportReadsBack() {
    twoPages(1000);
    assertThat(run("tenants", "export").out())
        .isEqualTo(
            """
            id,shard,database,schema,labels,windows
            acme,eu-1,"tenant,acme","pub""lic",region=eu;tier=gold,Mo 01:00-02:00 UTC;05:00-06:00 UTC
            007,eu-1,ünï,public,,
            """);
  }

  @Test
  void exportsYamlAndJsonWithQuotedTexts() {
    twoPages(1000);
    assertThat(run("tenants", "export", "--format", "yaml").out())
        .contains("- id: \"007\"\n", "  labels: {\"region\":\"eu\",\"tier\":\"gold\"}\n");
    assertThat(run("tenants", "export", "--json").out())
        .startsWith("[\n{\"id\":\"acme\"")
        .endsWith("\"labels\":{},\"windows\":[]}\n]\n");
  }

  @Test
  void refusesCsvForLabelsThatItCannotHold() {
    coordinator.on(
        "GET /api/tenants?limit=1000",
        200,
        "{\"items\":[%s]}".formatted(ACME.replace("gold", "a;b")));
    Cli.Result result = run("tenants", "export");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("acme", "--format yaml");
  }

  @Test
  void importsByTheFilesNameAndFromTheInput() throws IOException {
    coordinator
        .on(
            "POST /api/tenants/import?dryRun=false",
            200,
            "{\"created\":2,\"updated\":1,\"unchanged\":0,\"dryRun\":false}")
        .on(
            "POST /api/tenants/import?dryRun=true",
            200,
            "{\"created\":2,\"updated\":1,\"unchanged\":0,\"dryRun\":true}");
    Path file = Files.writeString(folder.resolve("tenants.YML"), "[]");
    assertThat(run("tenants", "import", file.toString()).out())
        .isEqualTo("imported 3 tenants: 2 created, 1 updated, 0 unchanged\n");
    assertThat(coordinator.request("POST /api/tenants/import?dryRun=false").contentType())
        .isEqualTo("application/yaml");
    Cli.Result dry =
        new Cli()
            .at(coordinator)
            .input("id,shard\n")
            .run("tenants", "import", "-", "--format", "csv", "--dry-run");
    assertThat(dry.out()).startsWith("would import 3 tenants");
    assertThat(coordinator.request("POST /api/tenants/import?dryRun=true").body())
        .isEqualTo("id,shard\n");
    assertThat(run("tenants", "import", "-").err()).contains("expected --format");
    assertThat(run("tenants", "import", "/nonexistent.csv").exitCode()).isEqualTo(1);
  }

  @Test
  void listsInColumnsAndSaysThatThereIsMore() {
    twoPages(1);
    Cli.Result result = run("tenants", "list", "--limit", "1");
    assertThat(result.out().lines().map(line -> line.replaceFirst(" {2,}.*", "")))
        .containsExactly("ID", "acme");
    assertThat(result.err()).contains("--after acme");
  }

  @Test
  void listsAllPagesAsOneJsonArrayWithWhatTheCoordinatorSent() {
    twoPages(1000);
    Cli.Result result = run("tenants", "list", "--all", "--json");
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).startsWith("[").endsWith("]\n").contains("\"unheardOf\":true", "007");
  }

  @Test
  void passesFiltersOn() {
    coordinator.on(
        "GET /api/tenants?shard=eu-1&label=tier%3Dgold&limit=100", 200, "{\"items\":[]}");
    assertThat(run("tenants", "list", "--shard", "eu-1", "--label", "tier=gold").exitCode())
        .isZero();
  }

  @Test
  void showsATenantWithItsAttempts() {
    coordinator
        .on("GET /api/tenants/acme", 200, ACME)
        .on(
            "GET /api/tenants/acme/history",
            200,
            """
            {"items":[{"what":"rollout","id":"r8-aaaa","release":"2026.11.4","version":"8",
            "wave":0,"state":"blocked","attempts":0,"why":"pinned at version 7",
            "startedAt":"2026-11-21T13:00:00Z","updatedAt":"2026-11-21T13:00:01Z"}]}\
            """)
        .on(
            "GET /api/tenants/acme/timeline",
            200,
            """
            {"items":[{"attempt":"a1","rollout":"r7-kqzt","release":"2026.11.3","number":1,
            "epoch":"0.9","worker":"w1","dispatchedAt":"2026-11-21T12:00:00Z","tookMillis":1234,
            "outcome":{"kind":"applied","from":"6","to":"7","scripts":1},
            "backup":"acme-1.dump"}]}\
            """)
        .on(
            "GET /api/tenants/acme/drift",
            200,
            """
            {"items":[{"tenant":"acme","version":"7","fingerprint":"1:18:9c11",
            "seenAt":"2026-11-21T14:00:00Z","like":"globex","odd":{"fingerprint":"1:18:9c11",
            "tenants":["acme"],"releases":[],"untold":"it is gone"}}]}\
            """)
        .on(
            "GET /api/tenants/acme/backfills",
            200,
            """
            {"items":[{"tenant":"acme","name":"totals","state":"done","rows":7},
            {"tenant":"acme","name":"plan","state":"failed","rows":50,"batches":2,
            "note":"22012 division by zero"}]}\
            """);
    assertThat(run("tenants", "show", "acme").out())
        .contains("labels     region=eu;tier=gold", "pinned     not above version 7")
        .contains("schema is  1:18:9c11 at version 7, read 2026-11-21", "known: it is gone")
        .contains("backfill   plan is failed, 50 rows in 2 batches: 22012 division by zero")
        .doesNotContain("totals is done")
        .contains("windows    Mo 01:00-02:00 UTC; 05:00-06:00 UTC")
        .contains("r7-kqzt", "1.2 s", "applied 7; backup acme-1.dump")
        .containsPattern("rollout +r8-aaaa +2026.11.4 +8 +canary +blocked .*pinned at version 7");
  }
}
