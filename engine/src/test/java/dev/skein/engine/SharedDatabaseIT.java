package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.answer.Refusal;
import dev.skein.contracts.answer.TenantPlan;
import dev.skein.contracts.answer.TenantRehearsal;
import dev.skein.contracts.id.ReleaseName;
import dev.skein.contracts.report.Outcome;
import dev.skein.contracts.report.RejectionReason;
import dev.skein.release.bundle.ReleaseBundle;
import dev.skein.release.compensation.Before;
import dev.skein.release.compensation.Compensation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tenants that have a schema each in one database. */
class SharedDatabaseIT {
  private static final PreparedRelease RELEASE =
      Releases.release(
          "V1__ledger.sql",
          Releases.LEDGER,
          "V2__shared.sql",
          "create table ours (id int);\n\ncreate extension citext schema public;");

  private final TestTenant tenant = PostgresServer.get().newDatabase().inSchema("acme");

  @BeforeEach
  void schemas() throws Exception {
    tenant.execute("create schema acme; create schema globex");
  }

  private MigrationRequest request(PreparedRelease release, Map<String, String> labels) {
    return tenant.request(release, 1, labels, true, null, null);
  }

  private Outcome migrate(PreparedRelease release, Map<String, String> labels) {
    return TestTenant.ENGINE.migrate(request(release, labels), MigrationListener.none());
  }

  private static void assertRefused(Outcome outcome, String... parts) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).isEqualTo(RejectionReason.UNSUPPORTED_RELEASE);
              assertThat(rejected.message()).contains(parts);
            });
  }

  @Test
  void what_tenants_share_is_refused_before_the_first_statement() throws Exception {
    assertRefused(
        migrate(RELEASE, Map.of()), "V2__shared.sql line 3", "CREATE EXTENSION", "stands-for");
    assertThat(tenant.exists("ledger")).isFalse();
    assertThat(tenant.exists("skein_fence")).isFalse();
  }

  private static void assertRefusal(List<Refusal> refusals) {
    assertThat(refusals)
        .singleElement()
        .satisfies(refusal -> assertThat(refusal.message()).contains("CREATE EXTENSION"));
  }

  @Test
  void plan_and_rehearsal_say_so_before() {
    TenantReader reader = new TenantReader(TestTenant.QUICK);
    assertThat(reader.plan(request(RELEASE, Map.of())))
        .isInstanceOfSatisfying(
            Reading.Answered.class,
            answered -> assertRefusal(((TenantPlan) answered.answer()).refusals()));
    assertThat(reader.rehearse(request(RELEASE, Map.of())))
        .isInstanceOfSatisfying(
            Reading.Answered.class,
            answered -> {
              TenantRehearsal rehearsal = (TenantRehearsal) answered.answer();
              assertRefusal(rehearsal.refusals());
              assertThat(rehearsal.scripts()).isEmpty();
            });
  }

  @Test
  void the_tenant_that_stands_for_the_database_may_and_one_that_has_it_alone_may() {
    assertThat(migrate(RELEASE, Map.of("stands-for", "database")))
        .isInstanceOf(Outcome.Applied.class);
    TestTenant alone = PostgresServer.get().newDatabase();
    assertThat(alone.migrate(RELEASE)).isInstanceOf(Outcome.Applied.class);
  }

  @Test
  void a_schema_of_ones_own_is_ones_own_affair() {
    String[] own = {
      "V1__own.sql",
      "create schema if not exists ${tenant.schema};"
          + " grant usage on schema ${tenant.schema} to public"
    };
    assertThat(migrate(Releases.release(own), Map.of())).isInstanceOf(Outcome.Applied.class);
    assertRefused(
        migrate(
            Releases.release(
                own[0], own[1], "V2__other.sql", "grant usage on schema globex to public"),
            Map.of()),
        "V2__other.sql line 1",
        "GRANT ON SCHEMA");
  }

  @Test
  void scripts_that_flyway_runs_are_read_too_and_old_ones_are_spared() {
    String[] files = {
      "V1__shared.sql",
      """
      create table t (id int); copy t from stdin;
      1
      \\.

      create extension if not exists citext schema public;
      """,
      "V2__more.sql",
      "select 2;",
      "release.yaml",
      "legacy-through: \"1\"\n"
    };
    assertRefused(
        migrate(Releases.release(files[0], files[1], files[2], files[3]), Map.of()),
        "V1__shared.sql line 5");
    assertThat(migrate(Releases.release(files), Map.of())).isInstanceOf(Outcome.Applied.class);
  }

  @Test
  void what_is_only_recorded_is_spared() {
    String[] before = {"V1__ledger.sql", Releases.LEDGER};
    ReleaseBundle shared =
        Releases.bundle(
            before[0],
            before[1],
            "V2__shared.sql",
            "create extension citext schema public;",
            "U2__shared.sql",
            "drop extension citext;");
    assertThat(migrate(Releases.release(before), Map.of())).isInstanceOf(Outcome.Applied.class);
    assertRefused(migrate(PreparedRelease.of(shared), Map.of()), "V2__shared.sql line 1");

    ReleaseBundle back =
        Compensation.of(shared, new Before.Known(Releases.bundle(before)))
            .compose(new ReleaseName("back"), false);
    assertThat(migrate(PreparedRelease.of(back), Map.of())).isInstanceOf(Outcome.Applied.class);
  }
}
