package dev.skein.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skein.cli.SkeinCli;
import dev.skein.cli.shell.Terminal;
import dev.skein.testkit.AtEnd;
import dev.skein.testkit.TempFolders;
import dev.skein.testkit.TestPostgres;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** What an operator with a server of their own does, by the commands that they type. */
class UpE2E {
  private static final int TENANTS = 200;

  private final TestPostgres server = TestPostgres.shared();
  private final String prefix = "up" + ProcessHandle.current().pid();
  private final List<String> tenants =
      IntStream.range(0, TENANTS).mapToObj(i -> "%s-%03d".formatted(prefix, i)).toList();

  @Test
  void twoHundredTenantsOnAServerOfOnesOwnAndEverythingIsKeptOverARestart() throws Exception {
    Path home = TempFolders.create("up");
    Path config = config(home);
    Path list = home.resolve("tenants.csv");
    Files.writeString(list, csv());
    TestRelease release =
        TestRelease.versions(5).file("R__view.sql", "create or replace view v as select 1 as one;");
    tenants.forEach(id -> server.run("postgres", "create database " + Fleet.database(id)));
    Process up = up(home, config);

    Run imported = skein(home, "tenants", "import", list.toString());
    assertThat(imported.code()).as(imported.text()).isZero();
    assertThat(imported.text()).contains("200");

    String folder = release.folder().toString();
    Run published =
        skein(home, "publish", folder, "--name", "1.0", "--rollout", "default", "--wait");
    assertThat(published.code()).as(published.text()).isZero();
    assertThat(published.lastLine())
        .startsWith("COMPLETED: 200 tenants, 200 succeeded, 0 failed in ");
    for (String tenant : tenants) {
      Flyway flyway =
          Flyway.configure()
              .dataSource(server.url(Fleet.database(tenant)), server.user(), server.password())
              .locations("filesystem:" + folder)
              .load();
      flyway.validate();
      assertThat(flyway.info().pending()).isEmpty();
      assertThat(flyway.info().applied()).hasSize(6);
    }

    up.destroy();
    assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
    up(home, config);

    Run again = skein(home, "publish", folder, "--name", "1.0", "--rollout", "default", "--wait");
    assertThat(again.code()).as(again.text()).isZero();
    assertThat(again.text()).contains("already published 1.0", "200 tenants already current");
    assertThat(skein(home, "rollout", "list", "--json").text()).contains("r1-", "r2-");
    assertThat(Fleet.one(Fleet.database(tenants.getFirst()), "select count(*) from ledger"))
        .isEqualTo("5");

    Run taken =
        skein(home, "publish", TestRelease.versions(2).folder().toString(), "--name", "1.0");
    assertThat(taken.code()).isEqualTo(4);
    Run empty = skein(home, "publish", TempFolders.create("empty").toString(), "--name", "2");
    assertThat(empty.code()).isEqualTo(1);
    assertThat(empty.text()).contains("expected at least one");
  }

  private Path config(Path home) throws IOException {
    Path password = home.resolve("password");
    Files.writeString(password, server.password());
    Path config = home.resolve("skein.yaml");
    Files.writeString(
        config,
        """
        shards:
          - id: eu-1
            url: %s
            username: %s
            password-file: %s
            concurrency: 8
        """
            .formatted(server.url(), server.user(), password));
    return config;
  }

  private String csv() {
    StringBuilder csv = new StringBuilder("id,shard,database,schema,labels\n");
    tenants.forEach(
        id ->
            csv.append(
                "%s,eu-1,%s,public,tier=gold;region=eu\n".formatted(id, Fleet.database(id))));
    return csv.toString();
  }

  /** Starts it and waits until it says that it is up. */
  private static Process up(Path home, Path config) throws IOException {
    Path log = home.resolve("up.out");
    Files.deleteIfExists(log);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.skein.cli.SkeinCli",
                "up",
                "--config",
                config.toString(),
                "--home",
                home.resolve("home").toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    AtEnd.close(() -> process.destroyForcibly().waitFor());
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> !process.isAlive() || Files.readString(log).contains("Ctrl-C stops it"));
    assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
    return process;
  }

  private record Run(int code, String text) {
    String lastLine() {
      return text.strip().lines().reduce("", (_, line) -> line);
    }
  }

  private static Run skein(Path home, String... words) {
    String[] args = new String[words.length + 2];
    System.arraycopy(words, 0, args, 0, words.length);
    args[words.length] = "--home";
    args[words.length + 1] = home.resolve("home").toString();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    int code =
        SkeinCli.run(
            args, new ByteArrayInputStream(new byte[0]), out, out, Map.of(), Terminal.NONE);
    return new Run(code, bytes.toString(StandardCharsets.UTF_8));
  }
}
