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
  private static final PreparedRelease INDEXED =
      Releases.release(
          "V1__step_1.sql",
          Releases.LEDGER,
          "V2__index.sql",
          "create index concurrently by_version on ledger (version);");

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
  void an_index_that_cannot_be_built_is_dropped_again_and_built_when_it_can_be() throws Exception {
    PreparedRelease release =
        Releases.release(
            "V1__ledger.sql",
            Releases.LEDGER + "insert into ledger values (1);",
            "V2__index.sql",
            "-- each once\ncreate unique index concurrently \"Once\" on ledger (version);");

    assertThat(tenant.migrate(release))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.failure()).isEqualTo(FailureKind.FAILURE);
              assertThat(failed.sqlState()).isEqualTo("23505");
              assertThat(failed.partial()).isFalse();
              assertThat(failed.script()).isEqualTo("V2__index.sql");
              assertThat(failed.reached()).isEqualTo(new SchemaVersion("1"));
            });
    assertThat(tenant.exists("\"Once\"")).isFalse();
    assertThat(tenant.history()).containsExactly("1");

    tenant.execute("delete from ledger where ctid = (select min(ctid) from ledger)");
    assertThat(tenant.migrate(release)).isInstanceOf(Outcome.Applied.class);
    assertThat(
            tenant.query("select indisvalid from pg_index where indexrelid = '\"Once\"'::regclass"))
        .containsExactly("t");
    tenant.stockFlyway(release).validate();
  }

  @Test
  void what_a_killed_build_left_is_dropped_and_built_again() throws Exception {
    tenant.migrate(Releases.ledger(1));
    try (Connection holder = tenant.connect();
        Statement statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("insert into ledger values (50)");
      Running running = Running.start(tenant, INDEXED).awaitLock();
      running.terminate();

      assertThat(running.outcome())
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> {
                assertThat(failed.failure()).isEqualTo(FailureKind.TRANSIENT);
                assertThat(failed.partial()).isFalse();
              });
      holder.commit();
    }
    assertThat(
            tenant.query(
                "select indisvalid from pg_index where indexrelid = 'by_version'::regclass"))
        .containsExactly("f");

    assertThat(tenant.migrate(INDEXED)).isInstanceOf(Outcome.Applied.class);
    assertThat(tenant.query("select bool_and(indisvalid) from pg_index")).containsExactly("t");
    assertThat(tenant.query("select running from skein_fence")).containsExactly((String) null);
  }

  @Test
  void an_invalid_index_of_somebody_else_is_left_alone() throws Exception {
    tenant.migrate(Releases.ledger(1));
    tenant.execute("create index by_version on ledger (version)");
    tenant.execute(
        "update pg_index set indisvalid = false where indexrelid = 'by_version'::regclass");

    for (int i = 0; i < 2; i++) {
      assertThat(tenant.migrate(INDEXED))
          .isInstanceOfSatisfying(
              Outcome.Failed.class, failed -> assertThat(failed.sqlState()).isEqualTo("42P07"));
      assertThat(
              tenant.query(
                  "select indisvalid from pg_index where indexrelid = 'by_version'::regclass"))
          .containsExactly("f");
    }
  }

  @Test
  void a_valid_index_of_somebody_else_is_not_taken_for_ours() throws Exception {
    tenant.migrate(Releases.ledger(1));
    tenant.execute("create index by_version on ledger (version)");

    for (int i = 0; i < 2; i++) {
      assertThat(tenant.migrate(INDEXED))
          .isInstanceOfSatisfying(
              Outcome.Failed.class, failed -> assertThat(failed.sqlState()).isEqualTo("42P07"));
    }
    assertThat(tenant.exists("by_version")).isTrue();
    assertThat(tenant.history()).containsExactly("1");
  }

  @Test
  void an_index_that_was_built_but_not_recorded_is_recorded() throws Exception {
    tenant.migrate(Releases.ledger(1));
    tenant.execute("create index by_version on ledger (version)");
    tenant.execute("update skein_fence set running = 'V2__index.sql'");

    assertThat(tenant.migrate(INDEXED)).isInstanceOf(Outcome.Applied.class);
    assertThat(tenant.history()).containsExactly("1", "2");
    assertThat(tenant.receipts()).containsExactly("1", "2");
  }

  @Test
  void a_build_that_waits_past_its_deadline_leaves_no_index() throws Exception {
    tenant.migrate(Releases.ledger(1));
    PreparedRelease release =
        Releases.release(
            "release.yaml", "timeouts:\n  statement: 500ms\n  lock: 50ms\n",
            "V1__step_1.sql", Releases.LEDGER,
            "V2__index.sql", "create index concurrently by_version on ledger (version);");
    try (Connection holder = tenant.connect();
        Statement statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("insert into ledger values (50)");

      assertThat(tenant.migrate(release)).isInstanceOf(Outcome.Failed.class);
      holder.commit();
    }
    assertThat(tenant.migrate(release)).isInstanceOf(Outcome.Applied.class);
    assertThat(tenant.query("select bool_and(indisvalid) from pg_index")).containsExactly("t");
  }

  @Test
  void
      a_script_of_several_statements_that_fails_half_way_is_partial_and_blocks_until_a_person_looked()
          throws Exception {
    PreparedRelease release =
        Releases.release(
            "V1__ledger.sql", Releases.LEDGER,
            "V2__two.sql", "insert into ledger values (2); vacuum nothing_there;",
            "V2__two.sql.conf", "executeInTransaction=false\n");

    assertThat(tenant.migrate(release))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.failure()).isEqualTo(FailureKind.FAILURE);
              assertThat(failed.partial()).isTrue();
              assertThat(failed.script()).isEqualTo("V2__two.sql");
              assertThat(failed.reached()).isEqualTo(new SchemaVersion("1"));
            });
    assertThat(tenant.migrate(release))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).isEqualTo(RejectionReason.HALF_APPLIED);
              assertThat(rejected.message()).contains("V2__two.sql");
            });
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
