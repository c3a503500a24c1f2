package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import dev.skein.engine.backup.BackupCommand;
import dev.skein.engine.backup.BackupRuns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the process, of its children, and of the secrets that it is given. */
class BackupProcessIT {
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
  void aBackupThatTakesTooLongIsEndedWithAllThatItStarted() throws Exception {
    // One child stays, another is cut loose: its parent is gone before the time is over.
    String slow =
        """
        sleep 300 & echo $! > $1/child
        (sh -c 'sleep 301 & echo $! > '$1'/orphan')
        echo still dumping >&2
        wait
        """;
    Outcome.Failed failed =
        BackupTrial.failed(
            trial.migrate(Releases.ledger(2), trial.script(Duration.ofSeconds(1), slow)));

    assertThat(failed.failure()).isEqualTo(FailureKind.CONFIGURATION);
    assertThat(failed.message())
        .contains("expected the backup within 1s but it still ran and was ended (still dumping)");
    trial.nothingWasApplied();
    trial.assertGone("child");
    if (Files.isDirectory(Path.of("/proc/self"))) {
      trial.assertGone("orphan");
    }
  }

  @Test
  void aChildThatIsLeftBehindNeitherHoldsTheAttemptUpNorLives() throws Exception {
    Outcome outcome =
        trial.migrate(
            Releases.ledger(2),
            trial.script("echo dump-9\nsleep 300 &\necho $! > $1/child\nexit 0\n"));

    assertThat(outcome).isEqualTo(TO_TWO);
    assertThat(trial.references()).containsExactly("dump-9");
    if (Files.isDirectory(Path.of("/proc/self"))) {
      trial.assertGone("child");
    }
  }

  @Test
  void secretsAreInAFileForItsUserAloneAndNowhereElse() throws Exception {
    String look =
        """
        tr '\\0' ' ' < /proc/$$/cmdline > $1/argv
        env > $1/env
        cp "$PGPASSFILE" $1/pgpass
        ls -l "$PGPASSFILE" | cut -c 1-10 > $1/mode
        echo "$PGPASSFILE" > $1/where
        echo "$PGUSER@$PGHOST:$PGPORT/$PGDATABASE $SKEIN_TENANT $SKEIN_SCHEMA"
        """;
    Outcome outcome = trial.migrate(Releases.ledger(2), trial.script(look));

    assertThat(outcome).isEqualTo(TO_TWO);
    String server = tenant.server().url().replaceAll("jdbc:postgresql://|/postgres$", "");
    assertThat(trial.references())
        .containsExactly("tenant_login@%s/%s acme public".formatted(server, tenant.database()));
    assertThat(trial.read("argv")).contains("backup.sh").doesNotContain("right");
    assertThat(trial.read("env")).contains("SKEIN_ATTEMPT=").doesNotContain("right", "JAVA_HOME=");
    assertThat(trial.read("pgpass")).isEqualTo("%s:*:tenant_login:right".formatted(server));
    assertThat(trial.read("mode")).isEqualTo("-rw-------");
    assertThat(Path.of(trial.read("where"))).doesNotExist();
  }

  @Test
  void aWorkerThatStopsEndsItsBackups() throws Exception {
    BackupCommand endless = trial.script("echo $$ > $1/pid.new\nmv $1/pid.new $1/pid\nsleep 300\n");
    BackupRuns runs = new BackupRuns();
    var attempt =
        CompletableFuture.supplyAsync(
            () ->
                TestTenant.ENGINE.migrate(
                    tenant.request(Releases.ledger(2), 1), trial.listener(), runs.by(endless)));
    await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(folder.resolve("pid")));
    runs.close();

    assertThat(BackupTrial.failed(attempt.get()).failure()).isEqualTo(FailureKind.TRANSIENT);
    trial.assertGone("pid");
    trial.nothingWasApplied();
  }

  @Test
  void aCommandThatIsNotThereIsTold() throws Exception {
    Outcome.Failed failed =
        BackupTrial.failed(
            trial.migrate(
                Releases.ledger(2),
                new BackupCommand(List.of(trial.file("missing.sh")), null, null)));

    assertThat(failed.failure()).isEqualTo(FailureKind.CONFIGURATION);
    assertThat(failed.message()).contains("expected the backup command to start", "missing.sh");
    trial.nothingWasApplied();
  }
}
