package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import dev.skein.contracts.report.RejectionReason;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Tenants and releases that do not fit each other. */
class RefusalIT {
  private final TestTenant tenant = PostgresServer.get().newDatabase();

  private void rejected(Outcome outcome, RejectionReason reason) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).isEqualTo(reason);
              assertThat(rejected.message()).contains("expected").contains("but").contains(";");
            });
  }

  @Test
  void an_edited_script_is_refused_by_name() throws Exception {
    tenant.migrate(Releases.ledger(1));

    Outcome outcome =
        tenant.migrate(Releases.release("V1__step_1.sql", Releases.LEDGER + "-- edited\n"));

    rejected(outcome, RejectionReason.EDITED_MIGRATION);
    assertThat(((Outcome.Rejected) outcome).message()).startsWith("V1__step_1.sql: ");
  }

  @Test
  void a_tenant_ahead_of_the_release_is_left_alone() {
    tenant.migrate(Releases.ledger(2));

    rejected(tenant.migrate(Releases.ledger(1)), RejectionReason.TENANT_AHEAD);
  }

  @Test
  void a_script_that_vanished_from_the_release_is_refused() {
    tenant.migrate(Releases.ledger(2));

    rejected(
        tenant.migrate(
            Releases.release("V1__step_1.sql", Releases.LEDGER, "V3__x.sql", "select 1;")),
        RejectionReason.MISSING_MIGRATION);
  }

  @Test
  void a_version_below_the_tenants_own_runs_only_where_the_release_says_so() throws Exception {
    tenant.migrate(Releases.release("V1__a.sql", Releases.LEDGER, "V3__c.sql", "select 3;"));
    String[] files = {
      "V1__a.sql",
      Releases.LEDGER,
      "V2__b.sql",
      "select 2;",
      "V3__c.sql",
      "select 3;",
      "release.yaml",
      "out-of-order: true\n"
    };

    rejected(
        tenant.migrate(Releases.release(Arrays.copyOf(files, 6))), RejectionReason.OUT_OF_ORDER);
    assertThat(tenant.migrate(Releases.release(files)))
        .isEqualTo(new Outcome.Applied(new SchemaVersion("3"), new SchemaVersion("3"), 1));
    tenant.stockFlyway(Releases.release(files)).validate();
  }

  @Test
  void a_schema_that_holds_objects_but_no_history_is_left_alone() throws Exception {
    tenant.execute("create table theirs (id int)");

    rejected(tenant.migrate(Releases.ledger(1)), RejectionReason.UNMANAGED_SCHEMA);
    assertThat(tenant.exists("skein_fence")).isFalse();
  }

  @Test
  void a_schema_that_is_not_there_is_not_created() throws Exception {
    rejected(
        tenant.inSchema("elsewhere").migrate(Releases.ledger(1)), RejectionReason.MISSING_SCHEMA);
    assertThat(tenant.query("select 1 from pg_namespace where nspname = 'elsewhere'")).isEmpty();
  }

  @Test
  void a_failing_statement_is_told_by_script_line_and_constraint_without_its_rows() {
    PreparedRelease release =
        Releases.release(
            "V1__ledger.sql",
            Releases.LEDGER,
            "V2__two.sql",
            """
            create table more (id int constraint only_small check (id < 5));
            -- a comment
            insert into more
              values (777);
            """,
            "V3__three.sql",
            "create table x (\n  id int,\n  name nonsense\n);");

    assertThat(tenant.migrate(release))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.failure()).isEqualTo(FailureKind.FAILURE);
              assertThat(failed.sqlState()).isEqualTo("23514");
              assertThat(failed.script()).isEqualTo("V2__two.sql");
              assertThat(failed.line()).isIn(2, 3);
              assertThat(failed.constraint()).isEqualTo("only_small");
              assertThat(failed.message()).contains("violates").doesNotContain("777");
              assertThat(failed.reached()).isEqualTo(new SchemaVersion("1"));
              assertThat(failed.partial()).isFalse();
            });
    assertThat(
            tenant.migrate(
                Releases.release(
                    "V1__ledger.sql",
                    Releases.LEDGER,
                    "V2__three.sql",
                    "create table x (\n  id int,\n  name nonsense\n);")))
        .isInstanceOfSatisfying(
            Outcome.Failed.class, failed -> assertThat(failed.line()).isEqualTo(3));
  }
}
