package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import dev.skein.contracts.report.RejectionReason;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class NonTransactionalIT {
  private final TestTenant tenant = PostgresServer.get().newDatabase();

  @Test
  void an_index_is_built_concurrently_between_two_transactional_scripts() throws Exception {
    PreparedRelease release =
        Releases.release(
            "V1__ledger.sql", Releases.LEDGER,
            "V2__index.sql", "create index concurrently by_version on ledger (version);",
            "V3__three.sql", "insert into ledger values (3);",
            "V4__index.sql", "create index concurrently again on ledger (version);");

    assertThat(tenant.migrate(release))
        .isEqualTo(new Outcome.Applied(null, new SchemaVersion("4"), 4));

    assertThat(tenant.query("select bool_and(indisvalid) from pg_index")).containsExactly("t");
    assertThat(tenant.history()).containsExactly("1", "2", "3", "4");
    assertThat(tenant.receipts()).containsExactlyInAnyOrder("1", "2", "3", "4");
    tenant.stockFlyway(release).validate();
  }

  @Test
  void the_settings_beside_a_script_put_it_outside_a_transaction() throws Exception {
    PreparedRelease release =
        Releases.release(
            "V1__ledger.sql", Releases.LEDGER,
            "V2__vacuum.sql", "insert into ledger values (2); vacuum ledger;",
            "V2__vacuum.sql.conf", "executeInTransaction=false\n");

    assertThat(tenant.migrate(release)).isInstanceOf(Outcome.Applied.class);
    assertThat(tenant.ledger()).containsExactly("1", "2");
  }

  @Test
  void a_concurrent_build_outwaits_the_releases_lock_timeout() throws Exception {
    tenant.migrate(Releases.ledger(1));
    PreparedRelease release =
        Releases.release(
            "release.yaml", "timeouts:\n  lock: 50ms\n",
            "V1__step_1.sql", Releases.LEDGER,
            "V2__index.sql", "create index concurrently by_version on ledger (version);");
    try (Connection holder = tenant.connect();
        Statement statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("insert into ledger values (50)");
      Running running = Running.start(tenant, release).awaitLock();
      // As long as ten lock timeouts, by the server's clock.
      statement.execute("select pg_sleep(0.5)");
      holder.commit();

      assertThat(running.outcome()).isInstanceOf(Outcome.Applied.class);
    }
  }

  @Test
  void one_that_fails_half_way_is_partial_and_blocks_until_a_person_has_looked() throws Exception {
    PreparedRelease release =
        Releases.release(
            "V1__ledger.sql",
            Releases.LEDGER + "insert into ledger values (1);",
            "V2__index.sql",
            "create unique index concurrently once on ledger (version);");

    assertThat(tenant.migrate(release))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.failure()).isEqualTo(FailureKind.FAILURE);
              assertThat(failed.partial()).isTrue();
              assertThat(failed.script()).isEqualTo("V2__index.sql");
              assertThat(failed.reached()).isEqualTo(new SchemaVersion("1"));
            });
    assertThat(tenant.migrate(release))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).isEqualTo(RejectionReason.HALF_APPLIED);
              assertThat(rejected.message()).contains("V2__index.sql");
            });

    tenant.execute("drop index once");
    tenant.execute("delete from ledger where ctid = (select min(ctid) from ledger)");
    tenant.execute("delete from flyway_schema_history where not success");
    assertThat(tenant.migrate(release)).isInstanceOf(Outcome.Applied.class);
  }

  @Test
  void a_connection_lost_in_one_is_partial() throws Exception {
    PreparedRelease release =
        Releases.release(
            "V1__sleep.sql", "select pg_sleep(30);",
            "V1__sleep.sql.conf", "executeInTransaction=false\n");
    Running running = Running.start(tenant, release).awaitSleep();

    running.terminate();

    assertThat(running.outcome())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.failure()).isEqualTo(FailureKind.TRANSIENT);
              assertThat(failed.partial()).isTrue();
            });
  }
}
