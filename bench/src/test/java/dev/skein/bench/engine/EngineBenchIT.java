package dev.skein.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.cli.SkeinCli;
import dev.skein.cli.shell.CommandFailedException;
import dev.skein.cli.shell.Terminal;
import dev.skein.testkit.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EngineBenchIT {
  private final TestPostgres postgres = TestPostgres.shared();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path folder;

  private int bench(String url, String password, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("password"), password);
    List<String> args =
        new ArrayList<>(List.of("bench", "engine", "--url", url, "--username", postgres.user()));
    args.addAll(List.of("--password-file", file.toString()));
    args.addAll(List.of(more));
    return SkeinCli.run(
        args.toArray(String[]::new),
        InputStream.nullInputStream(),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        Map.of(),
        Terminal.NONE);
  }

  private String said() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private ServerLogin login() {
    return new ServerLogin(postgres.url(), postgres.user(), postgres.password());
  }

  private int databasesLeft() throws SQLException {
    try (var connection = postgres.connect("postgres");
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "select count(*)::int from pg_database where datname like 'skein\\_bench\\_%'")) {
      row.next();
      return row.getInt(1);
    }
  }

  @Test
  void everyEngineReachesEveryVersionAndNothingIsLeftBehind() throws Exception {
    int exitCode =
        bench(
            postgres.url(),
            postgres.password(),
            "--json",
            "--tenants=4",
            "--threads=2",
            "--rounds=1",
            "--history=10",
            "--seconds=1",
            "--warm-up=1",
            "--no-loops");

    assertThat(said()).contains("making 12 tenants with 10 migrations each, databases\n");
    assertThat(said())
        .endsWith("18 of 18: history, round 1 of 1: skein " + lastRate() + " tenants/s\n");
    assertThat(exitCode).isZero();
    JsonNode report = JsonMapper.shared().readTree(out.toByteArray());
    assertThat(report.propertyNames()).containsExactly("machine", "layout", "tenants", "cases");
    assertThat(report.get("machine").stringValue()).contains("cores").contains("PostgreSQL");
    assertThat(report.get("tenants").intValue()).isEqualTo(4);
    assertThat(report.get("layout").stringValue()).isEqualTo("databases");
    List<String> measured = new ArrayList<>();
    for (JsonNode one : report.get("cases")) {
      measured.add(one.get("case").stringValue() + " " + one.get("engine").stringValue());
      assertThat(one.propertyNames())
          .containsExactly("case", "engine", "threads", "tenantsPerSecond", "ofFloor", "spread");
      assertThat(one.get("threads").intValue()).isEqualTo(2);
      assertThat(one.get("tenantsPerSecond").doubleValue()).isPositive();
      assertThat(one.get("ofFloor").doubleValue()).isPositive();
      assertThat(one.get("spread").doubleValue()).isZero();
    }
    assertThat(measured)
        .containsExactly(
            "noop floor",
            "noop flyway-pool",
            "noop skein",
            "one floor",
            "one flyway-pool",
            "one skein",
            "history floor",
            "history flyway-pool",
            "history skein");
    assertThat(databasesLeft()).isZero();
  }

  @Test
  void aSweepOverSchemasIsATable() throws Exception {
    int exitCode =
        bench(
            postgres.url(),
            postgres.password(),
            "--schemas",
            "--sweep=1,3",
            "--tenants=4",
            "--rounds=1",
            "--history=10",
            "--seconds=0",
            "--warm-up=0");

    assertThat(said()).contains("making 8 tenants with 10 migrations each, schemas of 2 databases");
    assertThat(said()).contains("one, round 1 of 1: floor, 3 at a time, ");
    assertThat(exitCode).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("4 tenants (history: at least 2), schemas of one database, ")
        .containsPattern("\\| 1 \\| [\\d.]+ \\([\\d.]+\\) \\|")
        .containsPattern("\\| 3 \\| [\\d.]+ \\([\\d.]+\\) \\|");
    assertThat(databasesLeft()).isZero();
  }

  private String lastRate() {
    String last = said().lines().toList().getLast();
    return last.replaceFirst(".*skein (\\S+) tenants/s", "$1");
  }

  @Test
  void aTenantThatDoesNotStandWhereItShouldIsFound() throws Exception {
    Databases databases = new Databases(login());
    try {
      Skein skein = new Skein(login());
      Verification verification = new Verification(login());
      Releases releases = new Releases(8, folder);
      Goal goal = releases.goal(0, 8);
      List<Location> tenants =
          List.of(Location.of(databases.createEmpty("a")), Location.of(databases.createEmpty("b")));
      tenants.forEach(tenant -> skein.migrate(tenant, goal));
      verification.require(skein, tenants, goal);

      postgres.run(tenants.get(1).database(), "drop table invoice_1 cascade");
      assertThatThrownBy(() -> verification.require(skein, tenants, goal))
          .isInstanceOf(CommandFailedException.class)
          .hasMessage("skein on %s: expected 2 tables but found 1".formatted(tenants.get(1)));

      postgres.run(
          tenants.get(0).database(), "delete from flyway_schema_history where version = '5'");
      assertThatThrownBy(() -> verification.require(skein, tenants, goal))
          .hasMessage(
              "skein on %s: expected versions 1 to 8, each once but found 7 versions up to 8"
                  .formatted(tenants.get(0)));
    } finally {
      databases.dropAll();
    }
    assertThat(databasesLeft()).isZero();
  }

  @Test
  void databasesThatAreBeingDroppedAreNotMadeAgain() {
    Databases databases = new Databases(login());
    databases.dropAll();
    assertThatThrownBy(() -> databases.createEmpty("late")).hasMessageContaining("being dropped");
  }

  @Test
  void aServerThatDoesNotAnswerIsToldInTwoLines() throws Exception {
    int exitCode = bench("jdbc:postgresql://127.0.0.1:1/postgres", "");
    assertThat(exitCode).isEqualTo(3);
    assertThat(said()).startsWith("skein: cannot use the server: ").contains("\nskein: next: ");
    assertThat(out.size()).isZero();
  }

  @Test
  void aWrongPasswordIsRefused() throws Exception {
    assertThat(bench(postgres.url(), "wrong")).isEqualTo(4);
    assertThat(said()).contains("--password-file").doesNotContain("\tat ");
  }

  @Test
  void badOptionsAreNamed() throws Exception {
    assertThat(bench(postgres.url(), "", "--tenants=0")).isEqualTo(1);
    assertThat(bench("http://127.0.0.1:1", "")).isEqualTo(1);
    assertThat(bench(postgres.url() + "?user=me", "")).isEqualTo(1);
    assertThat(bench(postgres.url(), "", "--sweep=1,2", "--threads=4")).isEqualTo(1);
    assertThat(bench(postgres.url(), "", "--sweep=2,2")).isEqualTo(1);
    assertThat(bench(postgres.url(), "", "--sweep=2,x")).isEqualTo(1);
    assertThat(bench(postgres.url(), "", "--seconds=-1")).isEqualTo(1);
    assertThat(said())
        .contains("expected --tenants from 1 to 2000 but got 0")
        .contains("expected --url like jdbc:postgresql://")
        .contains("without user and password")
        .contains("expected --threads or --sweep but got both")
        .contains("expected different numbers in --sweep but got 2 twice")
        .contains("expected --seconds from 0 to 600 but got -1")
        .contains("--sweep")
        .contains("'x'");
  }
}
