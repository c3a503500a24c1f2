package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import dev.skein.engine.backup.BackupCommand;
import dev.skein.engine.backup.BackupRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real scripts run as real processes, against a real tenant. */
class BackupIT {
  private static final Outcome TO_TWO = new Outcome.Applied(null, new SchemaVersion("2"), 2);

  @TempDir Path folder;

  private final TestTenant tenant = PostgresServer.get().newDatabase();
  private final List<String> references = new ArrayList<>();

  private final MigrationListener listener =
      new MigrationListener() {
        @Override
        public void started(int backendPid) {}

        @Override
        public void progressed(String script, int done, int total) {}

        @Override
        public void backedUp(String reference) {
          references.add(reference);
        }
      };

  @BeforeAll
  static void scriptsNeedAShell() {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no /bin/sh on this system");
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private BackupCommand script(Duration limit, String text) throws IOException {
    Path script = Files.writeString(folder.resolve("backup.sh"), text);
    return new BackupCommand(
        List.of("/bin/sh", script.toString(), folder.toString()), limit, List.of());
  }

  private BackupCommand script(String text) throws IOException {
    return script(Duration.ofSeconds(30), text);
  }

  private Outcome migrate(PreparedRelease release, BackupCommand command) {
    try (BackupRuns runs = new BackupRuns()) {
      return TestTenant.ENGINE.migrate(tenant.request(release, 1), listener, runs.by(command));
    }
  }

  private String read(String name) throws IOException {
    return Files.readString(folder.resolve(name)).strip();
  }

  private void nothingWasApplied() throws Exception {
    assertThat(tenant.exists("ledger")).isFalse();
    assertThat(tenant.exists("flyway_schema_history")).isFalse();
  }

  private static Outcome.Failed failed(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    return (Outcome.Failed) outcome;
  }

  @Test
  void theLastLineOfTheOutputIsTheReferenceAndThenTheScriptsRun() throws Exception {
    Outcome outcome =
        migrate(Releases.ledger(2), script("echo dumping\necho s3://dumps/acme-1\necho\n"));

    assertThat(outcome).isEqualTo(TO_TWO);
    assertThat(references).containsExactly("s3://dumps/acme-1");
    assertThat(tenant.ledger()).containsExactly("1", "2");
  }

  @Test
  void noBackupIsTakenWhereNothingIsPending() throws Exception {
    tenant.migrate(Releases.ledger(2));

    Outcome outcome = migrate(Releases.ledger(2), script("touch $1/ran\necho never\n"));

    assertThat(outcome).isEqualTo(new Outcome.AlreadyCurrent(new SchemaVersion("2")));
    assertThat(folder.resolve("ran")).doesNotExist();
    assertThat(references).isEmpty();
  }

  @Test
  void aBackupThatFailsStopsTheTenantAndItsLastWordIsTold() throws Exception {
    Outcome.Failed failed =
        failed(
            migrate(
                Releases.ledger(2),
                script("echo half\necho first >&2\necho 'disk full, login right' >&2\nexit 3\n")));

    assertThat(failed.failure()).isEqualTo(FailureKind.CONFIGURATION);
    assertThat(failed.partial()).isFalse();
    assertThat(failed.message())
        .isEqualTo(
            "backup: the backup failed with exit code 3 (disk full, login (secret));"
                + " nothing was applied: repair the backup, then retry");
    assertThat(references).isEmpty();
    nothingWasApplied();
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
        failed(migrate(Releases.ledger(2), script(Duration.ofSeconds(1), slow)));

    assertThat(failed.failure()).isEqualTo(FailureKind.CONFIGURATION);
    assertThat(failed.message())
        .contains("expected the backup within 1s but it still ran and was ended (still dumping)");
    nothingWasApplied();
    assertGone("child");
    if (Files.isDirectory(Path.of("/proc/self"))) {
      assertGone("orphan");
    }
  }

  private void assertGone(String name) throws IOException {
    long pid = Long.parseLong(read(name));
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
  }

  @Test
  void aChildThatIsLeftBehindNeitherHoldsTheAttemptUpNorLives() throws Exception {
    Outcome outcome =
        migrate(
            Releases.ledger(2), script("echo dump-9\nsleep 300 &\necho $! > $1/child\nexit 0\n"));

    assertThat(outcome).isEqualTo(TO_TWO);
    assertThat(references).containsExactly("dump-9");
    if (Files.isDirectory(Path.of("/proc/self"))) {
      assertGone("child");
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
    Outcome outcome = migrate(Releases.ledger(2), script(look));

    assertThat(outcome).isEqualTo(TO_TWO);
    String server = tenant.server().url().replaceAll("jdbc:postgresql://|/postgres$", "");
    assertThat(references)
        .containsExactly("tenant_login@%s/%s acme public".formatted(server, tenant.database()));
    assertThat(read("argv")).contains("backup.sh").doesNotContain("right");
    assertThat(read("env")).contains("SKEIN_ATTEMPT=").doesNotContain("right", "JAVA_HOME=");
    assertThat(read("pgpass")).isEqualTo("%s:*:tenant_login:right".formatted(server));
    assertThat(read("mode")).isEqualTo("-rw-------");
    assertThat(Path.of(read("where"))).doesNotExist();
  }

  @Test
  void noOtherMigrationRunsWhileTheBackupDoes() throws Exception {
    BackupCommand waiting =
        script(
            """
            touch $1/begun
            while [ ! -e $1/go ]; do sleep 0.05; done
            echo dump-1
            """);
    Running other;
    try (BackupRuns runs = new BackupRuns()) {
      var first =
          java.util.concurrent.CompletableFuture.supplyAsync(
              () ->
                  TestTenant.ENGINE.migrate(
                      tenant.request(Releases.ledger(2), 1), listener, runs.by(waiting)));
      await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(folder.resolve("begun")));
      other = Running.start(tenant, Releases.ledger(2));
      other.pid();
      assertThat(
              tenant.is(
                  "(select count(*) from pg_locks where locktype = 'advisory' and granted) = 1"))
          .isTrue();
      nothingWasApplied();
      Files.createFile(folder.resolve("go"));
      assertThat(first.get()).isEqualTo(TO_TWO);
    }
    assertThat(other.outcome()).isEqualTo(new Outcome.AlreadyCurrent(new SchemaVersion("2")));
  }

  @Test
  void theReferenceIsKnownWhereAScriptFailsAfterwards() throws Exception {
    Outcome.Failed failed =
        failed(migrate(Releases.release("V1__bad.sql", "select 1/0;\n"), script("echo dump-2\n")));

    assertThat(failed.script()).isEqualTo("V1__bad.sql");
    assertThat(references).containsExactly("dump-2");
  }

  @Test
  void anAttemptOfManyRoundsTakesOneBackup() throws Exception {
    tenant.execute("create table app (n int); insert into app values (1)");
    tenant.execute("drop table app");
    // Each round runs into the lock timeout; the file goes away in the middle.
    PreparedRelease release = Releases.ledger(2);
    tenant.migrate(Releases.ledger(1));
    try (var holder = tenant.connect();
        var statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("lock table ledger in access exclusive mode");
      var migration =
          java.util.concurrent.CompletableFuture.supplyAsync(
              () -> {
                try {
                  return migrate(release, script("echo x >> $1/runs\necho dump-3\n"));
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  tenant.is(
                      "exists (select from pg_stat_activity where wait_event_type = 'Lock'"
                          + " and datname = current_database())"));
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  tenant.is(
                      "not exists (select from pg_stat_activity where wait_event_type = 'Lock'"
                          + " and datname = current_database())"));
      holder.rollback();
      assertThat(migration.get())
          .isEqualTo(new Outcome.Applied(new SchemaVersion("1"), new SchemaVersion("2"), 1));
    }
    assertThat(read("runs")).isEqualTo("x");
  }

  @Test
  void withoutAReferenceThereIsNoBackup() throws Exception {
    assertThat(failed(migrate(Releases.ledger(2), script("exit 0\n"))).message())
        .contains(
            "expected the backup's reference as the last line of its output but it wrote none");
    assertThat(
            failed(migrate(Releases.ledger(2), script("head -c 600 /dev/zero | tr '\\0' x\n")))
                .message())
        .contains("expected a reference of up to 500 printable characters");
    nothingWasApplied();
  }

  @Test
  void aCommandThatIsNotThereIsTold() throws Exception {
    Outcome.Failed failed =
        failed(
            migrate(
                Releases.ledger(2), new BackupCommand(List.of(file("missing.sh")), null, null)));

    assertThat(failed.failure()).isEqualTo(FailureKind.CONFIGURATION);
    assertThat(failed.message()).contains("expected the backup command to start", "missing.sh");
    nothingWasApplied();
  }

  @Test
  void aWorkerThatStopsEndsItsBackups() throws Exception {
    BackupCommand endless = script("echo $$ > $1/pid.new\nmv $1/pid.new $1/pid\nsleep 300\n");
    BackupRuns runs = new BackupRuns();
    var attempt =
        java.util.concurrent.CompletableFuture.supplyAsync(
            () ->
                TestTenant.ENGINE.migrate(
                    tenant.request(Releases.ledger(2), 1), listener, runs.by(endless)));
    await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(folder.resolve("pid")));
    runs.close();

    assertThat(failed(attempt.get()).failure()).isEqualTo(FailureKind.TRANSIENT);
    assertGone("pid");
    nothingWasApplied();
  }

  /** As docs/backup.md has it. */
  @Test
  void pgDumpGetsInByWhatItIsGiven() throws Exception {
    Assumptions.assumeTrue(onPath("pg_dump"), "no pg_dump on the PATH");
    tenant.migrate(Releases.ledger(1));
    Outcome outcome =
        migrate(
            Releases.ledger(2),
            script(
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
        references.equals(List.of("skipped")), "pg_dump is older than the server");
    assertThat(references).containsExactly(file("acme.dump"));
  }

  private static boolean onPath(String program) {
    return List.of(System.getenv().getOrDefault("PATH", "").split(":", -1)).stream()
        .anyMatch(at -> Files.isExecutable(Path.of(at, program)));
  }
}
