package dev.skein.engine;

import static dev.skein.engine.BackfillIT.answered;
import static dev.skein.engine.BackfillIT.rejected;
import static dev.skein.engine.BackfillIT.unanswered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import dev.skein.contracts.report.RejectionReason;
import dev.skein.engine.backfill.BackfillProgress;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class BackfillFaultIT {
  private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();
  private static final String TENS = "batch: 10, max-batch: 10, start-after: 0";
  private static final String OURS = "application_name like 'skein-fill/%'";

  private static void endSession(TestTenant tenant) throws Exception {
    tenant.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity where "
            + OURS
            + " and datname = current_database()");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                tenant.is(
                    "not exists (select from pg_stat_activity where datname = current_database()"
                        + " and "
                        + OURS
                        + ")"));
  }

  private static void assertEachRowOnce(TestTenant tenant) throws Exception {
    assertThat(tenant.query("select distinct n from t")).containsExactly("1");
  }

  @RepeatedTest(8)
  void comesToEachRowOnceWhereverItsSessionsEnd(RepetitionInfo repetition) throws Exception {
    Random random = new Random(repetition.getCurrentRepetition());
    PreparedRelease release =
        Filling.release(
            "batch: %d, start-after: 0".formatted(1 + random.nextInt(30)), Filling.KEYS);
    int rows = random.nextInt(200);
    TestTenant tenant = Filling.tenant(release, rows);
    BackfillProgress done = null;
    while (done == null) {
      int fatal = 1 + random.nextInt(6);
      Reading<BackfillProgress> reading =
          Filling.disturbed(
                  batch -> {
                    if (batch == fatal) {
                      endSession(tenant);
                    }
                  })
              .run(tenant, release, 1);
      if (reading instanceof Reading.Answered<BackfillProgress> answered) {
        done = answered.answer();
      } else {
        assertThat(unanswered(reading))
            .isInstanceOfSatisfying(
                Outcome.Failed.class,
                failed -> assertThat(failed.failure()).isEqualTo(FailureKind.TRANSIENT));
      }
    }
    assertThat(done.rows()).isEqualTo(rows);
    assertThat(tenant.query("select id from t where n is distinct from 1")).isEmpty();
  }

  @Test
  void aSessionThatEndsInTheMiddleOfABatchLeavesNothingOfIt() throws Exception {
    PreparedRelease release = Filling.release(TENS, Filling.KEYS);
    TestTenant tenant = Filling.tenant(release, 30);
    tenant.execute(
        """
        create function slow() returns trigger language plpgsql as
          'begin if new.id = 15 then perform pg_sleep(60); end if; return new; end';
        create trigger slow before update on t for each row execute function slow()
        """);
    CompletableFuture<Reading<BackfillProgress>> run = start(tenant, release, 1, Filling.all());
    awaitSession(tenant, "wait_event = 'PgSleep'");
    endSession(tenant);
    assertThat(unanswered(run.get(30, TimeUnit.SECONDS)))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.failure()).isEqualTo(FailureKind.TRANSIENT));
    assertThat(tenant.query("select count(*) from t where n is not null")).containsExactly("10");
    tenant.execute("drop trigger slow on t");
    assertThat(answered(Filling.all().run(tenant, release, 1)).batches()).isEqualTo(3);
    assertEachRowOnce(tenant);
  }

  @Test
  void oneThatWasOvertakenRunsNoFurtherBatch() throws Exception {
    PreparedRelease release = Filling.release(TENS, Filling.KEYS);
    TestTenant tenant = Filling.tenant(release, 100);
    Filling overtaken =
        Filling.disturbed(
            batch -> {
              if (batch == 3) {
                tenant.execute("update skein_backfill set epoch = epoch + 1");
              }
            });
    assertThat(rejected(overtaken.run(tenant, release, 1))).isEqualTo(RejectionReason.STALE_EPOCH);
    assertThat(tenant.query("select count(*) from t where n is not null")).containsExactly("20");
    assertThat(rejected(Filling.all().run(tenant, release, 1)))
        .isEqualTo(RejectionReason.STALE_EPOCH);
    assertThat(answered(Filling.all().run(tenant, release, 2)).done()).isTrue();
    assertEachRowOnce(tenant);
  }

  @Test
  void aSuccessorEndsTheSessionOfOneThatWasGivenUp() throws Exception {
    PreparedRelease release = Filling.release(TENS, Filling.KEYS);
    TestTenant tenant = Filling.tenant(release, 100);
    CountDownLatch stopped = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CompletableFuture<Reading<BackfillProgress>> first =
        start(
            tenant,
            release,
            1,
            Filling.disturbed(
                batch -> {
                  if (batch == 3) {
                    stopped.countDown();
                    goOn.await();
                  }
                }));
    stopped.await();
    assertThat(answered(Filling.all().run(tenant, release, 2)).rows()).isEqualTo(100);
    goOn.countDown();
    assertThat(unanswered(first.get(30, TimeUnit.SECONDS))).isInstanceOf(Outcome.Failed.class);
    assertEachRowOnce(tenant);
  }

  @Test
  void twoWorkersThatWereToldTheSameDoNotRunBoth() throws Exception {
    PreparedRelease release = Filling.release(TENS, Filling.KEYS);
    TestTenant tenant = Filling.tenant(release, 100);
    EngineSettings hasty =
        new EngineSettings(
            Duration.ofSeconds(5),
            Duration.ofMillis(100),
            Duration.ofMillis(20),
            Duration.ofSeconds(60),
            Duration.ofSeconds(1),
            Duration.ofMillis(500));
    CountDownLatch stopped = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CompletableFuture<Reading<BackfillProgress>> first =
        start(
            tenant,
            release,
            1,
            Filling.disturbed(
                batch -> {
                  stopped.countDown();
                  goOn.await();
                }));
    stopped.await();
    Reading<BackfillProgress> second =
        new TenantEngine(hasty)
            .backfill(new BackfillRequest(tenant.request(release, 1), Filling.NAME), Filling.all());
    assertThat(unanswered(second))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.message()).startsWith("another worker runs a backfill"));
    goOn.countDown();
    assertThat(answered(first.get(30, TimeUnit.SECONDS)).done()).isTrue();
    assertEachRowOnce(tenant);
  }

  @Test
  void noBatchRunsBesideAMigrationAndNeitherEndsTheOther() throws Exception {
    PreparedRelease release = Filling.release(TENS, Filling.KEYS);
    TestTenant tenant = Filling.tenant(release, 300);
    CompletableFuture<Reading<BackfillProgress>> run;
    try (Connection migrator = tenant.connect();
        Statement statement = migrator.createStatement()) {
      statement.execute(
          "select pg_advisory_lock(%d)".formatted(new TenantTables(tenant.schema()).lockKey()));
      CountDownLatch tried = new CountDownLatch(3);
      run = start(tenant, release, 1, Filling.disturbed(batch -> tried.countDown()));
      assertThat(tried.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(tenant.query("select batches from skein_backfill")).containsExactly("0");
    }
    PreparedRelease next =
        Releases.release(
            "V1__t.sql",
            "create table t (id int primary key, n int)",
            "V2__more.sql",
            "alter table t add column more int");
    assertThat(tenant.migrate(next, 5)).isInstanceOf(Outcome.Applied.class);
    assertThat(answered(run.get(60, TimeUnit.SECONDS)).rows()).isEqualTo(300);
    assertEachRowOnce(tenant);
  }

  @Test
  void rowsThatOthersKeepLockedAreTriedAgainAndThenLeftForLater() throws Exception {
    PreparedRelease release =
        Releases.release(
            "V1__t.sql",
            "create table t (id int primary key, n int)",
            "release.yaml",
            "{timeouts: {lock: 50ms}, backfills: {fill: {start-after: 0}}}",
            "backfill/fill.sql",
            Filling.KEYS);
    TestTenant tenant = Filling.tenant(release, 30);
    try (Connection other = tenant.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("select from t where id = 5 for update");
      assertThat(unanswered(Filling.all().run(tenant, release, 1)))
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> {
                assertThat(failed.sqlState()).isEqualTo("55P03");
                assertThat(failed.failure()).isEqualTo(FailureKind.TRANSIENT);
              });
      other.rollback();
    }
    assertThat(answered(Filling.all().run(tenant, release, 1)).rows()).isEqualTo(30);
  }

  private static CompletableFuture<Reading<BackfillProgress>> start(
      TestTenant tenant, PreparedRelease release, long epoch, Filling filling) {
    return CompletableFuture.supplyAsync(() -> filling.run(tenant, release, epoch), THREADS);
  }

  private static void awaitSession(TestTenant tenant, String condition) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                tenant.is(
                    "exists (select from pg_stat_activity where datname = current_database()"
                        + " and %s and %s)".formatted(OURS, condition)));
  }
}
