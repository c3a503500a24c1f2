package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.answer.PlannedScript;
import dev.skein.contracts.answer.RehearsedScript;
import dev.skein.contracts.answer.ScriptRun;
import dev.skein.contracts.answer.TenantPlan;
import dev.skein.contracts.answer.TenantRehearsal;
import dev.skein.contracts.id.ReleaseName;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import dev.skein.release.bundle.ReleaseBundle;
import dev.skein.release.compensation.Before;
import dev.skein.release.compensation.Compensation;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows that a release brings: to whom, when again, and beside whose history. */
class SeedIT {
  private static final String PLANS =
      """
      create table plan (name text primary key, price int);
      create table run (seed text);
      """;

  private static final String FREE =
      """
      insert into plan values ('free', 0) on conflict (name) do update set price = 0;
      insert into run values ('free');
      """;

  private static final String GOLD =
      """
      insert into plan values ('gold of ${tenant.id}', 9) on conflict do nothing;
      insert into run values ('gold');
      """;

  private final TestTenant tenant = PostgresServer.get().newDatabase();

  private static PreparedRelease release(String free, String gold, String seeds) {
    return Releases.release(
        "V1__plans.sql",
        PLANS,
        "seeds/free.sql",
        free,
        "seeds/gold.sql",
        gold,
        "release.yaml",
        seeds);
  }

  private static PreparedRelease release(String free, String gold) {
    return release(free, gold, "seeds: {free: {}, gold: {}}");
  }

  private MigrationRequest request(
      PreparedRelease release, Map<String, String> labels, @Nullable String environment) {
    return tenant.request(release, 1, labels, false, null, environment);
  }

  private Outcome migrate(
      PreparedRelease release, Map<String, String> labels, @Nullable String environment) {
    return TestTenant.ENGINE.migrate(
        request(release, labels, environment), MigrationListener.none());
  }

  @Test
  void seeds_come_after_the_migrations_once_and_beside_flyways_history() throws Exception {
    PreparedRelease release = release(FREE, GOLD);

    assertThat(tenant.migrate(release))
        .isEqualTo(new Outcome.Applied(null, new SchemaVersion("1"), 3));
    assertThat(tenant.query("select name from plan order by 1"))
        .containsExactly("free", "gold of acme");
    assertThat(tenant.receipts()).containsExactly("1", "seeds/free.sql", "seeds/gold.sql");
    assertThat(tenant.history()).containsExactly("1");
    Flyway flyway = tenant.stockFlyway(release);
    flyway.validate();
    assertThat(flyway.migrate().migrationsExecuted).isZero();

    assertThat(tenant.migrate(release))
        .isEqualTo(new Outcome.AlreadyCurrent(new SchemaVersion("1")));
    assertThat(tenant.query("select seed from run")).containsExactly("free", "gold");
  }

  @Test
  void a_seed_comes_again_when_its_content_changes_and_alone() throws Exception {
    tenant.migrate(release(FREE, GOLD));

    PreparedRelease changed = release(FREE + "-- dearer\n", GOLD);
    assertThat(tenant.migrate(changed))
        .isEqualTo(new Outcome.Applied(new SchemaVersion("1"), new SchemaVersion("1"), 1));
    assertThat(tenant.query("select seed from run")).containsExactly("free", "gold", "free");

    tenant.migrate(release(FREE, GOLD));
    assertThat(tenant.migrate(changed)).as("there and back").isInstanceOf(Outcome.Applied.class);
    assertThat(tenant.query("select seed from run where seed = 'free'")).hasSize(4);
  }

  @Test
  void a_rollback_brings_the_seeds_of_before_also_to_who_joins_then() throws Exception {
    ReleaseBundle before =
        Releases.bundle(
            "V1__plans.sql", PLANS, "seeds/free.sql", FREE, "release.yaml", "seeds: {free: {}}");
    ReleaseBundle dearer =
        Releases.bundle(
            "V1__plans.sql", PLANS,
            "V2__note.sql", "alter table plan add note text;",
            "U2__note.sql", "-- skein: undo, lossless\nalter table plan drop note;",
            "seeds/free.sql", FREE.replace("0", "5"),
            "release.yaml", "seeds: {free: {}}");
    PreparedRelease back =
        PreparedRelease.of(
            Compensation.of(dearer, new Before.Known(before))
                .compose(new ReleaseName("back"), false));
    tenant.migrate(PreparedRelease.of(before));
    tenant.migrate(PreparedRelease.of(dearer));
    assertThat(tenant.query("select price from plan")).containsExactly("5");

    assertThat(tenant.migrate(back)).isInstanceOf(Outcome.Applied.class);
    TestTenant joiner = PostgresServer.get().newDatabase();
    assertThat(joiner.migrate(back)).isInstanceOf(Outcome.Applied.class);

    assertThat(tenant.query("select price from plan")).containsExactly("0");
    assertThat(joiner.query("select price from plan")).containsExactly("0");
    assertThat(tenant.history()).isEqualTo(joiner.history());
  }

  @Test
  void what_a_tenants_placeholders_make_of_it_is_its_content() throws Exception {
    PreparedRelease release = release(FREE, GOLD.replace("tenant.id", "label.plan"));
    migrate(release, Map.of("plan", "old"), null);

    assertThat(migrate(release, Map.of("plan", "old"), null))
        .isInstanceOf(Outcome.AlreadyCurrent.class);
    assertThat(migrate(release, Map.of("plan", "new"), null))
        .isInstanceOfSatisfying(
            Outcome.Applied.class, applied -> assertThat(applied.scripts()).isEqualTo(1));
    assertThat(tenant.query("select name from plan where name <> 'free' order by 1"))
        .containsExactly("gold of new", "gold of old");
  }

  @Test
  void environment_and_labels_say_who_gets_it() throws Exception {
    PreparedRelease release =
        release(FREE, GOLD, "seeds: {free: {environments: [test]}, gold: {labels: {plan: gold}}}");

    migrate(release, Map.of(), "production");
    assertThat(tenant.query("select seed from run")).isEmpty();
    migrate(release, Map.of("plan", "gold"), "production");
    assertThat(tenant.query("select seed from run")).containsExactly("gold");
    migrate(release, Map.of("plan", "gold"), "test");
    assertThat(tenant.query("select seed from run")).containsExactly("gold", "free");
    assertThat(migrate(release, Map.of("plan", "gold"), "test"))
        .isInstanceOf(Outcome.AlreadyCurrent.class);
  }

  @Test
  void a_seed_that_fails_is_named_and_what_came_before_it_stays() throws Exception {
    PreparedRelease release = release(FREE, "select 1;\n\ninsert into plan values ('free', 1);\n");

    assertThat(tenant.migrate(release))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.failure()).isEqualTo(FailureKind.FAILURE);
              assertThat(failed.sqlState()).isEqualTo("23505");
              assertThat(failed.script()).isEqualTo("seeds/gold.sql");
              assertThat(failed.line()).isEqualTo(3);
              assertThat(failed.reached()).isEqualTo(new SchemaVersion("1"));
              assertThat(failed.partial()).isFalse();
            });
    assertThat(tenant.receipts()).containsExactly("1", "seeds/free.sql");

    assertThat(tenant.migrate(release(FREE, GOLD)))
        .isEqualTo(new Outcome.Applied(new SchemaVersion("1"), new SchemaVersion("1"), 1));
    assertThat(tenant.query("select seed from run")).containsExactly("free", "gold");
  }

  @Test
  void a_tenant_that_flyway_alone_brought_to_the_head_gets_its_seeds() throws Exception {
    PreparedRelease release = release(FREE, GOLD);
    tenant.stockFlyway(release).migrate();

    assertThat(tenant.migrate(release))
        .isEqualTo(new Outcome.Applied(new SchemaVersion("1"), new SchemaVersion("1"), 2));
    assertThat(tenant.query("select seed from run")).containsExactly("free", "gold");
  }

  @Test
  void a_plan_names_them_and_a_rehearsal_takes_them_back() throws Exception {
    PreparedRelease release = release(FREE, GOLD);
    TenantReader reader = new TenantReader(TestTenant.QUICK);

    assertThat(((Reading.Answered<TenantPlan>) reader.plan(tenant.request(release, 1))).answer())
        .satisfies(
            plan ->
                assertThat(plan.pending())
                    .containsExactly(
                        new PlannedScript(
                            "V1__plans.sql", new SchemaVersion("1"), ScriptRun.TRANSACTION),
                        new PlannedScript("seeds/free.sql", null, ScriptRun.TRANSACTION),
                        new PlannedScript("seeds/gold.sql", null, ScriptRun.TRANSACTION)));
    assertThat(
            ((Reading.Answered<TenantRehearsal>) reader.rehearse(tenant.request(release, 1)))
                .answer()
                .scripts())
        .extracting(RehearsedScript::path)
        .containsExactly("V1__plans.sql", "seeds/free.sql", "seeds/gold.sql");
    assertThat(tenant.exists("plan")).isFalse();
  }

  @Test
  void one_that_flyway_would_have_to_run_is_refused_and_not_passed_over() throws Exception {
    assertThat(tenant.migrate(release(FREE, "copy plan (name) from stdin;\nsilver\n\\.\n")))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.script()).isEqualTo("seeds/gold.sql");
              assertThat(failed.message())
                  .startsWith("expected a seed of statements that share a transaction");
            });
  }

  @Test
  void a_placeholder_that_nobody_gave_stops_all_before_anything_runs() throws Exception {
    assertThat(tenant.migrate(release(FREE, "insert into plan values ('${nobody}', 1);")))
        .isInstanceOfSatisfying(
            Outcome.Failed.class, failed -> assertThat(failed.message()).contains("nobody"));
    assertThat(tenant.exists("plan")).isFalse();
  }

  @Test
  void a_success_is_not_claimed_when_the_receipt_of_a_seed_is_another() throws Exception {
    tenant.migrate(Releases.release("V1__plans.sql", PLANS));
    tenant.execute(
        """
        create function forge() returns trigger language plpgsql as
          $$ begin new.sha256 := repeat('0', 64); return new; end $$;
        create trigger forge before insert on skein_receipt
          for each row execute function forge();
        """);

    assertThat(tenant.migrate(release(FREE, GOLD)))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.message()).startsWith("verification: seeds/free.sql"));
  }
}
