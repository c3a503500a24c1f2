package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.answer.PlannedScript;
import dev.skein.contracts.answer.ScriptRun;
import dev.skein.contracts.id.ReleaseName;
import dev.skein.contracts.report.Outcome;
import dev.skein.release.bundle.ReleaseBundle;
import dev.skein.release.compensation.Before;
import dev.skein.release.compensation.Compensation;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** A release is taken back at a tenant where it was cut off outside a transaction. */
class LoneCompensationIT {
  private static final String START =
      """
      create table event (at date) partition by range (at);
      create table event_old partition of event for values from ('2020-01-01') to ('2021-01-01');
      create index event_at on event_old (at);
      """;

  private static final ReleaseBundle BEFORE = Releases.bundle("V1__start.sql", START);

  private final TestTenant tenant = PostgresServer.get().newDatabase();

  private static PreparedRelease back(String statement, String undo) {
    ReleaseBundle release =
        Releases.bundle("V1__start.sql", START, "V2__alone.sql", statement, "U2__alone.sql", undo);
    return PreparedRelease.of(
        Compensation.of(release, new Before.Known(BEFORE)).compose(new ReleaseName("back"), false));
  }

  private void cutOff(String statement, String holds) throws Exception {
    tenant.migrate(PreparedRelease.of(BEFORE));
    PreparedRelease release = Releases.release("V1__start.sql", START, "V2__alone.sql", statement);
    try (Connection holder = tenant.connect();
        Statement open = holder.createStatement()) {
      holder.setAutoCommit(false);
      open.execute(holds);
      Running running = Running.start(tenant, release).awaitLock();
      running.terminate();
      assertThat(running.outcome()).isInstanceOf(Outcome.Failed.class);
      holder.rollback();
    }
    tenant.awaitNoBackendButOurs();
  }

  private void assertTakenBack(PreparedRelease back, String mode) throws Exception {
    assertThat(tenant.migrate(back, 2)).isInstanceOf(Outcome.Applied.class);
    assertThat(tenant.query("select mode from skein_receipt where version = '2'"))
        .containsExactly(mode);
    assertThat(tenant.query("select 1 from pg_index where not indisvalid")).isEmpty();
    tenant.stockFlyway(back).validate();
  }

  @Test
  void an_index_that_was_cut_off_half_way_is_dropped_and_one_that_was_built_is_taken_back()
      throws Exception {
    PreparedRelease back =
        back("create unique index concurrently i on event_old (at);", "drop index concurrently i;");
    for (boolean built : new boolean[] {false, true}) {
      TestTenant cutOff = PostgresServer.get().newDatabase();
      cutOff.migrate(PreparedRelease.of(BEFORE));
      cutOff.execute("update skein_fence set running = 'V2__alone.sql'");
      cutOff.execute("create unique index i on event_old (at)");
      if (!built) {
        cutOff.execute(
            "update pg_index set indisvalid = false where indexrelid = 'public.i'::regclass");
      }

      assertThat(cutOff.migrate(back, 2)).isInstanceOf(Outcome.Applied.class);

      assertThat(cutOff.exists("i")).isFalse();
      assertThat(cutOff.query("select mode from skein_receipt where version = '2'"))
          .containsExactly(built ? "executed" : "skipped");
      cutOff.stockFlyway(back).validate();
    }
  }

  @Test
  void a_detach_that_was_begun_is_finished_and_taken_back() throws Exception {
    String detach = "alter table event detach partition event_old concurrently";
    cutOff(detach, "select from event");

    assertTakenBack(
        back(
            detach,
            "alter table event attach partition event_old"
                + " for values from ('2020-01-01') to ('2021-01-01');"),
        "executed");
    assertThat(tenant.query("select inhdetachpending from pg_inherits")).containsExactly("f");
  }

  @Test
  void a_drop_that_was_begun_is_finished_and_taken_back() throws Exception {
    String drop = "drop index concurrently event_at";
    cutOff(drop, "select from event_old");

    assertTakenBack(back(drop, "create index concurrently event_at on event_old (at)"), "executed");
    assertThat(tenant.exists("event_at")).isTrue();
  }

  @Test
  void a_reindex_that_was_begun_leaves_nothing_and_is_passed_over() throws Exception {
    String reindex = "reindex table concurrently event_old";
    cutOff(reindex, "insert into event_old values ('2020-05-05')");

    assertTakenBack(back(reindex, "select 1;"), "skipped");
  }

  @Test
  void the_plan_says_that_it_runs_outside_a_transaction() {
    tenant.migrate(PreparedRelease.of(BEFORE));
    PreparedRelease release =
        Releases.release(
            "V1__start.sql",
            START,
            "V2__alone.sql",
            "alter table event detach partition event_old concurrently",
            "V3__alone.sql",
            "reindex (concurrently) table event");

    assertThat(new TenantReader(TestTenant.QUICK).plan(tenant.request(release, 1)))
        .isInstanceOfSatisfying(
            Reading.Answered.class,
            answered ->
                assertThat(((dev.skein.contracts.answer.TenantPlan) answered.answer()).pending())
                    .extracting(PlannedScript::run)
                    .containsExactly(ScriptRun.OUTSIDE, ScriptRun.OUTSIDE));
  }
}
