package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.answer.HistoryEntry;
import dev.skein.contracts.answer.PlannedScript;
import dev.skein.contracts.answer.Refusal;
import dev.skein.contracts.answer.ScriptRun;
import dev.skein.contracts.answer.TenantPlan;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.id.TenantId;
import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import dev.skein.contracts.report.RejectionReason;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a migration would do, told without doing it. */
class PlanIT {
  private static final TenantReader READER = new TenantReader(TestTenant.QUICK);

  private final TestTenant tenant = PostgresServer.get().newDatabase();

  private TenantPlan plan(PreparedRelease release) {
    return plan(tenant, release);
  }

  private static TenantPlan plan(TestTenant tenant, PreparedRelease release) {
    Reading<TenantPlan> reading = READER.plan(tenant.request(release, 1));
    assertThat(reading).isInstanceOf(Reading.Answered.class);
    return ((Reading.Answered<TenantPlan>) reading).answer();
  }

  @Test
  void an_empty_tenant_would_run_all_and_is_left_empty() throws Exception {
    PreparedRelease release =
        Releases.release(
            "V1__step_1.sql",
            Releases.LEDGER,
            "V2__index.sql",
            "create index concurrently ledger_version on ledger (version);",
            "V3__copy.sql",
            "copy ledger from stdin;\n3\n\\.\n",
            "V4__enum.sql",
            "alter type mood add value 'ok';",
            "V5__asked.sql",
            "select 5;",
            "V5__asked.sql.conf",
            "executeInTransaction=false",
            "R__view.sql",
            "create or replace view v as select 1;");

    TenantPlan plan = plan(release);

    assertThat(plan.version()).isNull();
    assertThat(plan.refusals()).isEmpty();
    assertThat(plan.pending())
        .containsExactly(
            new PlannedScript("V1__step_1.sql", new SchemaVersion("1"), ScriptRun.TRANSACTION),
            new PlannedScript("V2__index.sql", new SchemaVersion("2"), ScriptRun.OUTSIDE),
            new PlannedScript("V3__copy.sql", new SchemaVersion("3"), ScriptRun.FLYWAY),
            new PlannedScript("V4__enum.sql", new SchemaVersion("4"), ScriptRun.FLYWAY),
            new PlannedScript("V5__asked.sql", new SchemaVersion("5"), ScriptRun.OUTSIDE),
            new PlannedScript("R__view.sql", null, ScriptRun.TRANSACTION));
    assertThat(
            tenant.query(
                "select relname from pg_class where relnamespace = 'public'::regnamespace"))
        .isEmpty();
  }

  @Test
  void a_plan_is_what_the_migration_then_does() throws Exception {
    tenant.migrate(Releases.ledger(2));
    TenantPlan plan = plan(Releases.ledger(4));

    assertThat(plan.version()).isEqualTo(new SchemaVersion("2"));
    assertThat(tenant.migrate(Releases.ledger(4)))
        .isEqualTo(
            new Outcome.Applied(
                new SchemaVersion("2"), new SchemaVersion("4"), plan.pending().size()));
    assertThat(plan(Releases.ledger(4)).pending()).isEmpty();
  }

  @Test
  void a_plan_waits_for_nobody_who_migrates() throws Exception {
    tenant.migrate(Releases.ledger(1));
    try (Connection other = tenant.connect();
        Statement statement = other.createStatement()) {
      statement.execute(
          "select pg_advisory_lock(%d)".formatted(new TenantTables("public").lockKey()));

      assertThat(plan(Releases.ledger(2)).pending()).hasSize(1);
    }
  }

  @Test
  void every_reason_to_refuse_is_told_and_the_first_is_the_migrations_own() throws Exception {
    tenant.migrate(
        Releases.release(
            "V1__step_1.sql",
            Releases.LEDGER,
            "V2__gone.sql",
            "select 2;",
            "V4__step_4.sql",
            "select 4;",
            "R__old.sql",
            "select 'old';"));
    PreparedRelease other =
        Releases.release(
            "V1__step_1.sql",
            Releases.LEDGER + "-- edited",
            "V3__late.sql",
            "select 3;",
            "V4__step_4.sql",
            "select 4;",
            "V5__step_5.sql",
            "select 5;");

    TenantPlan plan = plan(other);

    assertThat(plan.refusals())
        .extracting(Refusal::reason)
        .containsExactly(
            RejectionReason.MISSING_MIGRATION,
            RejectionReason.EDITED_MIGRATION,
            RejectionReason.MISSING_MIGRATION,
            RejectionReason.OUT_OF_ORDER);
    assertThat(plan.unknown())
        .extracting(HistoryEntry::script)
        .containsExactly("V2__gone.sql", "R__old.sql");
    assertThat(plan.pending())
        .extracting(PlannedScript::path)
        .containsExactly("V3__late.sql", "V5__step_5.sql");
    assertThat(tenant.migrate(other))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected ->
                assertThat(new Refusal(rejected.reason(), rejected.message()))
                    .isEqualTo(plan.refusals().getFirst()));
  }

  @Test
  void another_tenants_database_is_refused() {
    tenant.migrate(Releases.ledger(1));
    MigrationRequest own = tenant.request(Releases.ledger(2), 1);

    Reading<TenantPlan> reading =
        READER.plan(
            new MigrationRequest(
                new TenantId("globex"),
                own.address(),
                own.release(),
                own.placeholders(),
                own.labels(),
                own.epoch(),
                own.rollout(),
                own.attempt(),
                own.timeLimit()));

    assertThat(reading)
        .isInstanceOfSatisfying(
            Reading.Answered.class,
            answered ->
                assertThat(((TenantPlan) answered.answer()).refusals())
                    .extracting(Refusal::reason)
                    .containsExactly(RejectionReason.WRONG_TENANT));
  }

  @Test
  void a_placeholder_that_nobody_gave_is_told() {
    PreparedRelease release =
        Releases.release("V1__step_1.sql", Releases.LEDGER, "V2__who.sql", "select '${who}';");

    assertThat(plan(release).pending())
        .extracting(PlannedScript::run)
        .containsExactly(ScriptRun.TRANSACTION, ScriptRun.UNREADABLE);
  }

  @Test
  void a_tenant_that_is_not_there_is_not_answered_for() {
    assertThat(READER.plan(tenant.inSchema("elsewhere").request(Releases.ledger(1), 1)))
        .isInstanceOfSatisfying(
            Reading.Unanswered.class,
            unanswered ->
                assertThat(unanswered.outcome())
                    .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected ->
                            assertThat(rejected.reason())
                                .isEqualTo(RejectionReason.MISSING_SCHEMA)));
    TestTenant nowhere = new TestTenant(PostgresServer.get(), "no_such_database", "public");
    assertThat(READER.plan(nowhere.request(Releases.ledger(1), 1)))
        .isInstanceOfSatisfying(
            Reading.Unanswered.class,
            unanswered ->
                assertThat(unanswered.outcome())
                    .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed ->
                            assertThat(failed.failure()).isEqualTo(FailureKind.CONFIGURATION)));
  }

  @Test
  void the_look_alone_sends_nothing_that_writes() throws Exception {
    tenant.migrate(Releases.ledger(1));
    List<String> before = tenant.query("select pg_current_snapshot()::text");

    plan(Releases.ledger(3));

    assertThat(tenant.query("select pg_current_snapshot()::text")).isEqualTo(before);
    assertThat(tenant.history()).containsExactly("1");
  }
}
