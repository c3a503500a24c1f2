package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import dev.skein.contracts.report.RejectionReason;
import dev.skein.engine.backfill.BackfillProgress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackfillIT {
  private static final String FIXED = "batch: 1000, max-batch: 1000";

  static BackfillProgress answered(Reading<BackfillProgress> reading) {
    assertThat(reading).isInstanceOf(Reading.Answered.class);
    return ((Reading.Answered<BackfillProgress>) reading).answer();
  }

  static Outcome unanswered(Reading<BackfillProgress> reading) {
    assertThat(reading).isInstanceOf(Reading.Unanswered.class);
    return ((Reading.Unanswered<BackfillProgress>) reading).outcome();
  }

  private static BackfillProgress progress(boolean done, long batches, long rows) {
    return new BackfillProgress(Filling.NAME, done, batches, rows, 1000);
  }

  @Test
  void runsInBatchesUntilNoRowIsLeftAndRemembersIt() throws Exception {
    PreparedRelease release = Filling.release(FIXED + ", batch-time: 60s", Filling.NULLS);
    TestTenant tenant = Filling.tenant(release, 2500);
    Filling filling = Filling.all();
    assertThat(answered(filling.run(tenant, release, 1))).isEqualTo(progress(true, 3, 2500));
    assertThat(filling.heard())
        .containsExactly(
            progress(false, 1, 1000),
            progress(false, 2, 2000),
            progress(false, 3, 2500),
            progress(true, 3, 2500));
    assertThat(tenant.query("select count(*) from t where n = 1")).containsExactly("2500");
    assertThat(tenant.query("select state || ' ' || changed_rows from skein_backfill"))
        .containsExactly("done 2500");

    Filling again = Filling.all();
    assertThat(answered(again.run(tenant, release, 2))).isEqualTo(progress(true, 3, 2500));
    assertThat(again.heard()).isEmpty();
  }

  @Test
  void anEmptyTableIsDoneAtOnce() throws Exception {
    PreparedRelease release = Filling.release(FIXED, Filling.NULLS);
    assertThat(answered(Filling.all().run(Filling.tenant(release, 0), release, 1)))
        .isEqualTo(progress(true, 0, 0));
  }

  @Test
  void walksAlongAKeyAndComesToEachRowOnce() throws Exception {
    PreparedRelease release =
        Filling.release("batch: 7, max-batch: 7, start-after: 0", Filling.KEYS);
    TestTenant tenant = Filling.tenant(release, 100);
    BackfillProgress done = answered(Filling.all().run(tenant, release, 1));
    assertThat(done.done()).isTrue();
    assertThat(done.rows()).isEqualTo(100);
    assertThat(tenant.query("select distinct n from t")).containsExactly("1");
    assertThat(tenant.query("select last_key from skein_backfill")).containsExactly("100");
  }

  @Test
  void stopsWhereItIsToldAndGoesOnFromThere() throws Exception {
    PreparedRelease release =
        Filling.release("batch: 10, max-batch: 10, start-after: 0", Filling.KEYS);
    TestTenant tenant = Filling.tenant(release, 100);
    BackfillProgress some = answered(Filling.stoppingAfter(4).run(tenant, release, 1));
    assertThat(some.done()).isFalse();
    assertThat(some.rows()).isEqualTo(40);
    MigrationRequest plain = tenant.requestWithin(Duration.ofNanos(1), release);
    assertThat(answered(Filling.all().run(plain)).rows()).isEqualTo(40);
    assertThat(answered(Filling.all().run(tenant, release, 1)).rows()).isEqualTo(100);
    assertThat(tenant.query("select distinct n from t")).containsExactly("1");
  }

  @Test
  void anotherStatementUnderTheSameNameStartsAnew() throws Exception {
    PreparedRelease release = Filling.release(FIXED, Filling.NULLS);
    TestTenant tenant = Filling.tenant(release, 10);
    answered(Filling.all().run(tenant, release, 1));
    PreparedRelease other =
        Filling.release(
            "start-after: 0",
            "update t set n = 2 where id in (select id from t where id > ${after} order by id limit"
                + " ${batch}) returning id");
    assertThat(answered(Filling.all().run(tenant, other, 1)).rows()).isEqualTo(10);
    assertThat(tenant.query("select distinct n from t")).containsExactly("2");
  }

  @Test
  void worksInTheTenantsOwnSchemaWithItsPlaceholders() throws Exception {
    PreparedRelease release =
        Releases.release(
            "V1__t.sql",
            "create table t (id int primary key, n text)",
            "release.yaml",
            "backfills: {fill: {}}",
            "backfill/fill.sql",
            "update t set n = '${tenant.id} ${label.plan}'"
                + " where id in (select id from t where n is null limit ${batch})");
    TestTenant tenant = PostgresServer.get().newDatabase().inSchema("one");
    tenant.execute("create schema one; create schema two; create table two.t (id int, n text)");
    tenant.migrate(release);
    tenant.execute("insert into one.t values (1); insert into two.t values (1)");
    assertThat(answered(Filling.all().run(tenant, release, 1)).rows()).isEqualTo(1);
    assertThat(tenant.query("select n from one.t")).containsExactly("acme gold");
    assertThat(tenant.query("select n from two.t")).containsExactly((String) null);
  }

  @Test
  void oneThatNeverEndsIsFoundOut() throws Exception {
    PreparedRelease release =
        Filling.release(
            FIXED + ", max-batches: 5",
            "update t set n = 1 where id in (select id from t limit ${batch})");
    TestTenant tenant = Filling.tenant(release, 10);
    assertThat(unanswered(Filling.all().run(tenant, release, 1)))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.failure()).isEqualTo(FailureKind.FAILURE);
              assertThat(failed.script()).isEqualTo("backfill/fill.sql");
              assertThat(failed.message())
                  .startsWith("expected an end within 5 batches but 50 rows were changed");
            });
  }

  @Test
  void aKeyThatDoesNotMoveIsFoundOut() throws Exception {
    PreparedRelease release =
        Filling.release(
            "batch: 10, max-batch: 10, start-after: 0",
            "update t set n = 1 where id in"
                + " (select id from t where id > 0 or id > ${after} order by id limit ${batch})"
                + " returning id");
    TestTenant tenant = Filling.tenant(release, 100);
    assertThat(unanswered(Filling.all().run(tenant, release, 1)))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed ->
                assertThat(failed.message())
                    .startsWith("expected keys after 10 but the last one that the batch returned"));
    assertThat(tenant.query("select batches from skein_backfill")).containsExactly("1");
  }

  @Test
  void aStatementThatReturnsRowsNeedsAKey() throws Exception {
    PreparedRelease release = Filling.release(FIXED, Filling.NULLS + " returning id");
    TestTenant tenant = Filling.tenant(release, 10);
    assertThat(unanswered(Filling.all().run(tenant, release, 1)))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed ->
                assertThat(failed.message()).startsWith("expected a statement that changes rows"));
    assertThat(tenant.query("select count(*) from t where n = 1")).containsExactly("0");
  }

  @Test
  void aBatchThatFailsIsTakenBackAndTheOnesBeforeItStay() throws Exception {
    PreparedRelease release =
        Filling.release(
            "batch: 10, max-batch: 10, start-after: 0",
            "\n\nupdate t set n = 100\n  / (id - 25)"
                + " where id in (select id from t where id > ${after} order by id limit ${batch})"
                + " returning id, nothing_such");
    TestTenant tenant = Filling.tenant(release, 50);
    assertThat(unanswered(Filling.all().run(tenant, release, 1)))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.sqlState()).isEqualTo("42703");
              assertThat(failed.line()).isEqualTo(4);
            });
    tenant.execute("alter table t add column nothing_such int");
    assertThat(unanswered(Filling.all().run(tenant, release, 1)))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.sqlState()).isEqualTo("22012");
              assertThat(failed.failure()).isEqualTo(FailureKind.FAILURE);
              assertThat(failed.message()).contains("earlier batches stay");
            });
    assertThat(tenant.query("select count(*) from t where n is not null")).containsExactly("20");
    tenant.execute("update t set id = 1000 where id = 25");
    assertThat(answered(Filling.all().run(tenant, release, 1)).rows()).isEqualTo(50);
  }

  @Test
  void aBatchThatTakesTooLongIsTriedWithFewerRows() throws Exception {
    PreparedRelease release =
        Filling.release(
            "batch: 100, timeout: 500ms",
            // Within the limit: elsewhere a plan may have it wait at rows that the batch leaves
            // out.
            "update t set n = 1 where id in (select id from t where n is null"
                + " and pg_sleep(0.01) is not null limit ${batch})");
    TestTenant tenant = Filling.tenant(release, 100);
    BackfillProgress done = answered(Filling.all().run(tenant, release, 1));
    assertThat(done.rows()).isEqualTo(100);
    assertThat(done.batches()).isGreaterThan(1);
  }

  @Test
  void aTenantThatWasNeverMigratedOrIsAnotherIsRefused() throws Exception {
    PreparedRelease release = Filling.release(FIXED, Filling.NULLS);
    assertThat(rejected(Filling.all().run(PostgresServer.get().newDatabase(), release, 1)))
        .isEqualTo(RejectionReason.UNMANAGED_SCHEMA);
    TestTenant tenant = Filling.tenant(release, 1);
    tenant.execute("update skein_fence set tenant = 'umbrella'");
    assertThat(rejected(Filling.all().run(tenant, release, 1)))
        .isEqualTo(RejectionReason.WRONG_TENANT);
  }

  static RejectionReason rejected(Reading<BackfillProgress> reading) {
    return ((Outcome.Rejected) unanswered(reading)).reason();
  }
}
