package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.answer.Refusal;
import dev.skein.contracts.answer.TenantPlan;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.report.Outcome;
import dev.skein.contracts.report.RejectionReason;
import org.junit.jupiter.api.Test;

/** Expand, fill, contract: the contract waits for the filling, tenant by tenant. */
class BackfillRequirementIT {
  private static final String TABLE = "create table t (id int primary key, n int)";
  private static final PreparedRelease EXPAND = Filling.release("batch: 10", Filling.NULLS);
  private static final PreparedRelease CONTRACT =
      Releases.release(
          "V1__t.sql",
          TABLE,
          "V2__all_filled.sql",
          "alter table t alter column n set not null",
          "release.yaml",
          "require: [fill]");

  @Test
  void theContractIsRefusedUntilTheBackfillIsDone() throws Exception {
    TestTenant tenant = Filling.tenant(EXPAND, 25);
    assertPending(tenant.migrate(CONTRACT, 2));
    Filling.stoppingAfter(1).run(tenant, EXPAND, 3);
    assertPending(tenant.migrate(CONTRACT, 4));
    assertThat(tenant.history()).containsExactly("1");
    Filling.all().run(tenant, EXPAND, 5);
    assertThat(tenant.migrate(CONTRACT, 6)).isInstanceOf(Outcome.Applied.class);
  }

  @Test
  void aPlanSaysSo() throws Exception {
    TestTenant tenant = Filling.tenant(EXPAND, 25);
    Reading<TenantPlan> plan = new TenantReader(TestTenant.QUICK).plan(tenant.request(CONTRACT, 2));
    assertThat(((Reading.Answered<TenantPlan>) plan).answer().refusals())
        .extracting(Refusal::reason)
        .containsExactly(RejectionReason.BACKFILL_PENDING);
  }

  @Test
  void aTenantWithoutDataHasNothingToFillEver() throws Exception {
    TestTenant tenant = PostgresServer.get().newDatabase();
    assertThat(tenant.migrate(CONTRACT, 1)).isInstanceOf(Outcome.Applied.class);
    assertThat(tenant.query("select name || ' ' || state from skein_backfill"))
        .containsExactly("fill skipped");
    PreparedRelease next =
        Releases.release(
            "V1__t.sql",
            TABLE,
            "V2__all_filled.sql",
            "alter table t alter column n set not null",
            "V3__more.sql",
            "create table more (id int)",
            "release.yaml",
            "require: [fill]");
    assertThat(tenant.migrate(next, 2)).isInstanceOf(Outcome.Applied.class);
  }

  @Test
  void aTenantThatIsCurrentIsNotHeldBack() throws Exception {
    TestTenant tenant = Filling.tenant(EXPAND, 25);
    PreparedRelease same = Releases.release("V1__t.sql", TABLE, "release.yaml", "require: [fill]");
    assertThat(tenant.migrate(same, 2)).isInstanceOf(Outcome.AlreadyCurrent.class);
  }

  @Test
  void aTenantThatIsTakenOnAtTheHeadIsPastItsBackfills() throws Exception {
    TestTenant tenant = PostgresServer.get().newDatabase();
    tenant.execute("create table t (id int primary key, n int not null)");
    BaselineRequest request =
        new BaselineRequest(tenant.request(CONTRACT, 1), new SchemaVersion("2"), null);
    assertThat(TestTenant.ENGINE.baseline(request)).isInstanceOf(Reading.Answered.class);
    assertThat(tenant.query("select name || ' ' || state from skein_backfill"))
        .containsExactly("fill skipped");
  }

  private static void assertPending(Outcome outcome) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).isEqualTo(RejectionReason.BACKFILL_PENDING);
              assertThat(rejected.message())
                  .startsWith("expected the required backfills to be done but fill is not;");
            });
  }
}
