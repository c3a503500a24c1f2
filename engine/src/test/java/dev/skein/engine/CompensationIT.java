package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.answer.PlannedScript;
import dev.skein.contracts.answer.ScriptRun;
import dev.skein.contracts.answer.TenantPlan;
import dev.skein.contracts.id.ReleaseName;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.report.Outcome;
import dev.skein.contracts.report.RejectionReason;
import dev.skein.engine.fingerprint.CatalogReader;
import dev.skein.release.bundle.ReleaseBundle;
import dev.skein.release.compensation.Before;
import dev.skein.release.compensation.Compensation;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;

/** What a release that compensates another does to tenants in each condition. */
class CompensationIT {
  private static final String[] BEFORE = {
    "V1__step_1.sql",
    Releases.LEDGER + "create table accounts (id int primary key, balance int);",
    "R__report.sql",
    "create or replace view report as select id from accounts;"
  };

  private static final String[] RELEASE = {
    "V1__step_1.sql",
    BEFORE[1],
    "V2__invoices.sql",
    "create table invoices (id int primary key);\ninsert into ledger values (2);",
    "V3__owner.sql",
    "alter table accounts add owner text;\ninsert into ledger values (3);",
    "U2__invoices.sql",
    "-- skein: undo, lossy\ndrop table invoices;\ninsert into ledger values (-2);",
    "U3__owner.sql",
    "alter table accounts drop owner;\ninsert into ledger values (-3);",
    "R__report.sql",
    "create or replace view report as select id, 1 as more from accounts;",
    "R__extra.sql",
    "create or replace view extra as select 1 as one;",
    "U__extra.sql",
    "drop view if exists extra;"
  };

  private static final ReleaseBundle OLD = Releases.bundle(BEFORE);
  private static final ReleaseBundle NEW =
      Releases.bundle(with(RELEASE, "R__report.sql", "drop view report;\n" + RELEASE[13]));
  private static final PreparedRelease FIRST = PreparedRelease.of(OLD);
  private static final PreparedRelease SECOND = PreparedRelease.of(NEW);
  private static final PreparedRelease BACK = back(NEW, OLD, false);

  private final TestTenant tenant = PostgresServer.get().newDatabase();
  private final TestTenant untouched = PostgresServer.get().newDatabase();

  /** The same files, one of them with another text. */
  private static String[] with(String[] files, String name, String text) {
    String[] changed = files.clone();
    for (int i = 0; i < changed.length; i += 2) {
      if (changed[i].equals(name)) {
        changed[i + 1] = text;
      }
    }
    return changed;
  }

  private static PreparedRelease back(
      ReleaseBundle release, ReleaseBundle before, boolean replayed) {
    return PreparedRelease.of(
        Compensation.of(release, new Before.Known(before))
            .compose(new ReleaseName("back"), replayed));
  }

  private static String fingerprint(TestTenant tenant) throws Exception {
    try (Connection connection = tenant.connect()) {
      return CatalogReader.read(connection, tenant.schema()).orElseThrow().fingerprint().toString();
    }
  }

  private String before() throws Exception {
    untouched.migrate(FIRST);
    return fingerprint(untouched);
  }

  private void assertStockFlywayAgrees(PreparedRelease release) {
    Flyway flyway = tenant.stockFlyway(release);
    flyway.validate();
    assertThat(flyway.info().pending()).isEmpty();
    assertThat(flyway.info().current().getVersion())
        .isEqualTo(MigrationVersion.fromVersion(release.head().orElseThrow().value()));
    assertThat(flyway.migrate().migrationsExecuted).isZero();
  }

  private List<String> modes() throws Exception {
    return tenant.query(
        "select coalesce(version, script) || ' ' || mode from skein_receipt where epoch = 2"
            + " order by id");
  }

  @Test
  void a_tenant_that_had_all_of_the_release_runs_every_undo_in_reverse() throws Exception {
    tenant.migrate(FIRST);
    tenant.migrate(SECOND);

    assertThat(tenant.migrate(BACK, 2))
        .isEqualTo(new Outcome.Applied(new SchemaVersion("3"), new SchemaVersion("3.0.2"), 4));

    assertThat(modes())
        .containsExactly(
            "3.0.1 executed", "3.0.2 executed", "R__extra.sql executed", "R__report.sql executed");
    assertThat(tenant.ledger()).containsExactly("-3", "-2", "1", "2", "3");
    assertThat(fingerprint(tenant)).isEqualTo(before());
    assertStockFlywayAgrees(BACK);
    assertThat(tenant.migrate(BACK, 3)).isInstanceOf(Outcome.AlreadyCurrent.class);
  }

  @Test
  void a_tenant_that_never_had_the_release_runs_neither_it_nor_its_undo() throws Exception {
    tenant.migrate(FIRST);

    assertThat(tenant.migrate(BACK, 2))
        .isEqualTo(new Outcome.Applied(new SchemaVersion("1"), new SchemaVersion("3.0.2"), 5));

    assertThat(modes())
        .containsExactly(
            "2 skipped", "3 skipped", "3.0.1 skipped", "3.0.2 skipped", "R__extra.sql skipped");
    assertThat(tenant.ledger()).containsExactly("1");
    assertThat(fingerprint(tenant)).isEqualTo(before());
    assertStockFlywayAgrees(BACK);
    assertThat(tenant.migrate(BACK, 3)).isInstanceOf(Outcome.AlreadyCurrent.class);
  }

  @Test
  void an_empty_tenant_gets_what_came_before_the_release_alone() throws Exception {
    tenant.migrate(BACK, 2);

    assertThat(tenant.ledger()).containsExactly("1");
    assertThat(fingerprint(tenant)).isEqualTo(before());
    assertStockFlywayAgrees(BACK);
  }

  @Test
  void a_tenant_where_the_release_failed_after_some_versions_undoes_just_those() throws Exception {
    tenant.migrate(FIRST);
    tenant.execute("alter table accounts add owner int");
    assertThat(tenant.migrate(SECOND)).isInstanceOf(Outcome.Failed.class);
    tenant.execute("alter table accounts drop owner");

    tenant.migrate(BACK, 2);

    assertThat(modes())
        .containsExactly("3 skipped", "3.0.1 skipped", "3.0.2 executed", "R__extra.sql skipped");
    assertThat(tenant.ledger()).containsExactly("-2", "1", "2");
    assertThat(fingerprint(tenant)).isEqualTo(before());
    assertStockFlywayAgrees(BACK);
  }

  @Test
  void replayed_the_release_and_its_undo_both_run_where_neither_did() throws Exception {
    PreparedRelease replayed = back(NEW, OLD, true);
    tenant.migrate(FIRST);

    tenant.migrate(replayed, 2);

    assertThat(modes())
        .containsExactly(
            "2 executed", "3 executed", "3.0.1 executed", "3.0.2 executed", "R__extra.sql skipped");
    assertThat(fingerprint(tenant)).isEqualTo(before());
    assertStockFlywayAgrees(replayed);
  }

  @Test
  void replayed_after_the_versions_were_skipped_before_their_undo_stays_skipped() throws Exception {
    tenant.migrate(FIRST);
    tenant.migrate(BACK, 1);
    tenant.execute("delete from flyway_schema_history where version in ('3.0.1', '3.0.2')");
    tenant.execute("delete from skein_receipt where version in ('3.0.1', '3.0.2')");

    tenant.migrate(BACK, 2);

    assertThat(modes()).containsExactly("3.0.1 skipped", "3.0.2 skipped");
  }

  @Test
  void a_script_outside_a_transaction_that_failed_half_way_is_told_and_then_repaired()
      throws Exception {
    String[] half = {
      "V1__step_1.sql", BEFORE[1],
      "V2__half.sql", "create table left_behind (id int); vacuum ledger; select 1 / 0;",
      "V2__half.sql.conf", "executeInTransaction=false\n",
      "U2__half.sql", "drop table left_behind;"
    };
    ReleaseBundle old = Releases.bundle("V1__step_1.sql", BEFORE[1]);
    PreparedRelease back = back(Releases.bundle(half), old, false);
    tenant.migrate(PreparedRelease.of(old));
    assertThat(tenant.migrate(PreparedRelease.of(Releases.bundle(half))))
        .isInstanceOfSatisfying(
            Outcome.Failed.class, failed -> assertThat(failed.partial()).isTrue());

    assertThat(tenant.migrate(back, 2))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> assertThat(rejected.reason()).isEqualTo(RejectionReason.HALF_APPLIED));

    tenant.execute("drop table left_behind");
    tenant.execute("delete from flyway_schema_history where not success");
    assertThat(tenant.migrate(back, 2)).isInstanceOf(Outcome.Applied.class);
    assertThat(modes()).containsExactly("2 skipped", "2.0.1 skipped");
    assertStockFlywayAgrees(back);
  }

  @Test
  void a_version_whose_history_row_was_lost_is_refused_and_not_skipped() throws Exception {
    String[] twice = with(RELEASE, "V3__owner.sql", "insert into ledger values (3);");
    tenant.migrate(FIRST);
    tenant.migrate(Releases.release(twice));
    tenant.execute("delete from flyway_schema_history where version = '3'");

    assertThat(tenant.migrate(back(Releases.bundle(twice), OLD, false), 2))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> assertThat(rejected.message()).contains("a receipt says that version 3"));
    assertThat(modes()).isEmpty();
    assertThat(tenant.ledger()).containsExactly("1", "2", "3");
  }

  @Test
  void the_plan_says_what_is_skipped_and_a_rehearsal_passes_it_over() throws Exception {
    tenant.migrate(FIRST);
    TenantReader reader = new TenantReader(TestTenant.QUICK);

    assertThat(reader.plan(tenant.request(BACK, 2)))
        .isInstanceOfSatisfying(
            Reading.Answered.class,
            answered ->
                assertThat(((TenantPlan) answered.answer()).pending())
                    .extracting(PlannedScript::run)
                    .containsOnly(ScriptRun.SKIPPED)
                    .hasSize(5));
    assertThat(reader.rehearse(tenant.request(BACK, 2)).toString())
        .contains("recorded alone: there is nothing to undo")
        .doesNotContain("FAILED");
    assertThat(tenant.history()).containsExactly("1", "report");
  }

  @Test
  void a_later_release_goes_on_from_there_wherever_a_tenant_comes_from() throws Exception {
    String before = before();
    List<String> files = new ArrayList<>();
    ReleaseBundle composed =
        Compensation.of(NEW, new Before.Known(OLD)).compose(new ReleaseName("back"), false);
    composed.scripts().forEach(script -> files.addAll(List.of(script.path(), script.text())));
    files.addAll(List.of("V4__on.sql", "insert into ledger values (4);"));
    PreparedRelease next = Releases.release(files.toArray(String[]::new));

    tenant.migrate(FIRST);
    tenant.migrate(SECOND);
    tenant.migrate(BACK, 2);
    assertThat(tenant.migrate(next, 3)).isInstanceOf(Outcome.Applied.class);
    assertThat(tenant.ledger()).containsExactly("-3", "-2", "1", "2", "3", "4");
    assertThat(fingerprint(tenant)).isEqualTo(before);
    assertStockFlywayAgrees(next);

    untouched.migrate(next, 3);
    assertThat(untouched.ledger()).as("never had the release").containsExactly("1", "4");
    assertThat(fingerprint(untouched)).isEqualTo(before);

    TestTenant late = PostgresServer.get().newDatabase();
    late.migrate(SECOND);
    late.migrate(next, 3);
    assertThat(late.ledger())
        .as("missed the rollback")
        .containsExactly("-3", "-2", "1", "2", "3", "4");
    assertThat(fingerprint(late)).isEqualTo(before);
  }
}
