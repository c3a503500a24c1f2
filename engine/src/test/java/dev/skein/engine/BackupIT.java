package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import dev.skein.engine.backup.BackupCommand;
import dev.skein.engine.backup.BackupRuns;
import dev.skein.testkit.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real scripts run as real processes, against a real tenant. */
class BackupIT {
  private static final Outcome TO_TWO = new Outcome.Applied(null, new SchemaVersion("2"), 2);

  @TempDir Path folder;

  private final TestTenant tenant = PostgresServer.get().newDatabase();
  private BackupTrial trial = new BackupTrial(tenant, Path.of(""));

  @BeforeEach
  void inItsFolder() {
    trial = new BackupTrial(tenant, folder);
  }

  @BeforeAll
  static void scriptsNeedAShell() {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no /bin/sh on this system");
  }

  @Test
  void theLastLineOfTheOutputIsTheReferenceAndThenTheScriptsRun() throws Exception {
    Outcome outcome =
        trial.migrate(
            Releases.ledger(2), trial.script("echo dumping\necho s3://dumps/acme-1\necho\n"));

    assertThat(outcome).isEqualTo(TO_TWO);
    assertThat(trial.references()).containsExactly("s3://dumps/acme-1");
    assertThat(tenant.ledger()).containsExactly("1", "2");
  }

  @Test
  void noBackupIsTakenWhereNothingIsPending() throws Exception {
    tenant.migrate(Releases.ledger(2));

    Outcome outcome = trial.migrate(Releases.ledger(2), trial.script("touch $1/ran\necho never\n"));

    assertThat(outcome).isEqualTo(new Outcome.AlreadyCurrent(new SchemaVersion("2")));
    assertThat(folder.resolve("ran")).doesNotExist();
    assertThat(trial.references()).isEmpty();
  }

  @Test
  void aBackupThatFailsStopsTheTenantAndItsLastWordIsTold() throws Exception {
    Outcome.Failed failed =
        BackupTrial.failed(
            trial.migrate(
                Releases.ledger(2),
                trial.script(
                    "echo half\necho first >&2\necho 'disk full, login right' >&2\nexit 3\n")));

    assertThat(failed.failure()).isEqualTo(FailureKind.CONFIGURATION);
    assertThat(failed.partial()).isFalse();
    assertThat(failed.message())
        .isEqualTo(
            "backup: the backup failed with exit code 3 (disk full, login (secret));"
                + " nothing was applied: repair the backup, then retry");
    assertThat(trial.references()).isEmpty();
    trial.nothingWasApplied();
  }

  @Test
  void noOtherMigrationRunsWhileTheBackupDoes() throws Exception {
    BackupCommand waiting =
        trial.script(
            """
            touch $1/begun
            while [ ! -e $1/go ]; do sleep 0.05; done
            echo dump-1
            """);
    Running other;
    try (BackupRuns runs = new BackupRuns()) {
      var first =
          CompletableFuture.supplyAsync(
              () ->
                  TestTenant.ENGINE.migrate(
                      tenant.request(Releases.ledger(2), 1), trial.listener(), runs.by(waiting)));
      await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(folder.resolve("begun")));
      other = Running.start(tenant, Releases.ledger(2));
      other.pid();
      assertThat(
              tenant.is(
                  "(select count(*) from pg_locks where locktype = 'advisory' and granted) = 1"))
          .isTrue();
      trial.nothingWasApplied();
      Files.createFile(folder.resolve("go"));
      assertThat(first.get()).isEqualTo(TO_TWO);
    }
    assertThat(other.outcome()).isEqualTo(new Outcome.AlreadyCurrent(new SchemaVersion("2")));
  }

  @Test
  void theReferenceIsKnownWhereAScriptFailsAfterwards() throws Exception {
    Outcome.Failed failed =
        BackupTrial.failed(
            trial.migrate(
                Releases.release("V1__bad.sql", "select 1/0;\n"), trial.script("echo dump-2\n")));

    assertThat(failed.script()).isEqualTo("V1__bad.sql");
    assertThat(trial.references()).containsExactly("dump-2");
  }

  @Test
  void anAttemptOfManyRoundsTakesOneBackup() throws Exception {
    PreparedRelease release = Releases.ledger(2);
    tenant.migrate(Releases.ledger(1));
    try (var holder = tenant.connect();
        var statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("lock table ledger in access exclusive mode");
      var migration =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return trial.migrate(release, trial.script("echo x >> $1/runs\necho dump-3\n"));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      String first =
          await()
              .atMost(Duration.ofSeconds(30))
              .until(() -> waiting().findFirst().orElse(""), since -> !since.isEmpty());
      await().atMost(Duration.ofSeconds(30)).until(() -> waiting().noneMatch(first::equals));
      holder.rollback();
      assertThat(migration.get())
          .isEqualTo(new Outcome.Applied(new SchemaVersion("1"), new SchemaVersion("2"), 1));
    }
    assertThat(trial.read("runs")).isEqualTo("x");
  }

  /** Since when someone waits for a lock of the tenant's. */
  private Stream<String> waiting() throws SQLException {
    return tenant
        .query(
            "select query_start from pg_stat_activity where wait_event_type = 'Lock'"
                + " and datname = current_database()")
        .stream();
  }

  @Test
  void withoutAReferenceThereIsNoBackup() throws Exception {
    assertThat(
            BackupTrial.failed(trial.migrate(Releases.ledger(2), trial.script("exit 0\n")))
                .message())
        .contains(
            "expected the backup's reference as the last line of its output but it wrote none");
    assertThat(
            BackupTrial.failed(
                    trial.migrate(
                        Releases.ledger(2), trial.script("head -c 600 /dev/zero | tr '\\0' x\n")))
                .message())
        .contains("expected a reference of up to 500 printable characters");
    trial.nothingWasApplied();
  }

  /** As docs/backup.md has it. */
  @Test
  void pgDumpGetsInByWhatItIsGiven() throws Exception {
    Assumptions.assumeTrue(Tools.find("pg_dump").isPresent(), "no pg_dump on the PATH");
    tenant.migrate(Releases.ledger(1));
    Outcome outcome =
        trial.migrate(
            Releases.ledger(2),
            trial.script(
                """
                set -eu
                ours=$(pg_dump --version | grep -Eo '[0-9]+' | head -n 1)
                theirs=$(psql -Atc 'show server_version_num')
                if [ "$ours" -lt "${theirs%????}" ]; then echo skipped; exit 0; fi
                pg_dump --format=custom --schema="$SKEIN_SCHEMA" --file=$1/acme.dump
                pg_restore --list $1/acme.dump | grep -q 'TABLE DATA public ledger'
                echo $1/acme.dump
                """));

    assertThat(outcome)
        .isEqualTo(new Outcome.Applied(new SchemaVersion("1"), new SchemaVersion("2"), 1));
    Assumptions.assumeFalse(
        !Tools.required() && trial.references().equals(List.of("skipped")),
        "pg_dump is older than the server");
    assertThat(trial.references()).containsExactly(trial.file("acme.dump"));
  }
}
