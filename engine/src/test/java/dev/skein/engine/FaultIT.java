package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lost connections, locks, deadlocks and time limits, on a tenant that is left fit for a rerun. */
class FaultIT {
  /** Sleeps while the switch is on. */
  private static final String SLEEP_IF_SLOW =
      "do $$ begin if exists (select from control.slow) then perform pg_sleep(30); end if; end $$;";

  private final TestTenant tenant = PostgresServer.get().newDatabase();

  @BeforeEach
  void a_switch_makes_scripts_slow() throws Exception {
    tenant.execute("create schema control; create table control.slow as select 1");
  }

  private void quick() throws Exception {
    tenant.execute("delete from control.slow");
  }

  @Test
  void a_server_process_that_dies_in_a_script_leaves_nothing_and_a_rerun_succeeds()
      throws Exception {
    PreparedRelease release =
        Releases.release(
            "V1__ledger.sql",
            Releases.LEDGER,
            "V2__slow.sql",
            "insert into ledger values (2);\n" + SLEEP_IF_SLOW);
    tenant.migrate(Releases.release("V1__ledger.sql", Releases.LEDGER));
    Running running = Running.start(tenant, release).awaitSleep();

    running.terminate();

    assertThat(running.outcome())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.failure()).isEqualTo(FailureKind.TRANSIENT);
              assertThat(failed.sqlState()).isEqualTo("57P01");
              assertThat(failed.script()).isEqualTo("V2__slow.sql");
              assertThat(failed.reached()).isEqualTo(new SchemaVersion("1"));
              assertThat(failed.partial()).isFalse();
            });
    quick();
    assertThat(tenant.migrate(release)).isInstanceOf(Outcome.Applied.class);
    assertThat(tenant.ledger()).containsExactly("1", "2");
  }

  @Test
  void a_server_process_that_dies_in_the_commit_never_makes_a_script_run_twice() throws Exception {
    PreparedRelease release =
        Releases.release(
            "V1__ledger.sql",
            Releases.LEDGER
                + "create function slow_check() returns trigger language plpgsql as $f$ begin\n"
                + "  if exists (select from control.slow) then perform pg_sleep(30); end if;\n"
                + "  return null; end $f$;\n"
                + "create constraint trigger slow after insert on ledger\n"
                + "  deferrable initially deferred\n"
                + "  for each row execute function slow_check();\n",
            "V2__two.sql",
            "insert into ledger values (2);");
    Running running = Running.start(tenant, release).awaitSleep();

    running.terminate();

    assertThat(running.outcome())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.failure()).isEqualTo(FailureKind.TRANSIENT));
    quick();
    assertThat(tenant.migrate(release)).isInstanceOf(Outcome.Applied.class);
    assertThat(tenant.ledger()).containsExactly("1", "2");
    assertThat(tenant.receipts()).containsExactly("1", "2");
  }

  @Test
  void a_commit_that_the_server_refuses_is_a_failure_of_its_script() throws Exception {
    PreparedRelease release =
        Releases.release(
            "V1__ledger.sql",
            Releases.LEDGER
                + "create table child (id int references control.parent deferrable initially"
                + " deferred); insert into child values (1);");
    tenant.execute("create table control.parent (id int primary key)");

    assertThat(tenant.migrate(release))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.failure()).isEqualTo(FailureKind.FAILURE);
              assertThat(failed.sqlState()).isEqualTo("23503");
              assertThat(failed.script()).isEqualTo("V1__ledger.sql");
              assertThat(failed.reached()).isNull();
            });
    assertThat(tenant.exists("ledger")).isFalse();
  }

  @Test
  void a_commit_whose_answer_is_lost_is_found_in_the_tenant_and_the_attempt_goes_on()
      throws Exception {
    // Of the engine's own tables, of all scripts of an empty tenant, and of each of the others.
    for (int nth = 1; nth <= 4; nth++) {
      TestTenant there = PostgresServer.get().newDatabase();
      PreparedRelease release = Releases.ledger(3);
      try (CuttingProxy proxy = new CuttingProxy(PostgresServer.get().url(), nth, false)) {
        Outcome first =
            TestTenant.ENGINE.migrate(
                there.requestVia(proxy.url(), Releases.ledger(1)), MigrationListener.none());
        Outcome outcome =
            TestTenant.ENGINE.migrate(
                there.requestVia(proxy.url(), release), MigrationListener.none());

        assertThat(proxy.hasCut()).isTrue();
        assertThat(first).isEqualTo(new Outcome.Applied(null, new SchemaVersion("1"), 1));
        assertThat(outcome)
            .isEqualTo(new Outcome.Applied(new SchemaVersion("1"), new SchemaVersion("3"), 2));
      }
      assertThat(there.ledger()).containsExactly("1", "2", "3");
      assertThat(there.receipts()).containsExactly("1", "2", "3");
    }
  }

  @Test
  void a_lost_commit_is_unknown_while_the_tenant_cannot_be_asked() throws Exception {
    PreparedRelease release = Releases.ledger(1);
    try (CuttingProxy proxy = new CuttingProxy(PostgresServer.get().url(), 2, true)) {
      assertThat(
              TestTenant.ENGINE.migrate(
                  tenant.requestVia(proxy.url(), release), MigrationListener.none()))
          .isInstanceOf(Outcome.Unknown.class);
    }
    assertThat(tenant.migrate(release))
        .isEqualTo(new Outcome.AlreadyCurrent(new SchemaVersion("1")));
    assertThat(tenant.ledger()).containsExactly("1");
  }

  @Test
  void at_the_time_limit_the_statement_is_cancelled_and_nothing_is_left() throws Exception {
    PreparedRelease release = Releases.release("V1__slow.sql", Releases.LEDGER + SLEEP_IF_SLOW);

    assertThat(
            TestTenant.ENGINE.migrate(
                tenant.requestWithin(Duration.ofSeconds(1), release), MigrationListener.none()))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.failure()).isEqualTo(FailureKind.TIMEOUT);
              assertThat(failed.sqlState()).isEqualTo("57014");
              assertThat(failed.script()).isEqualTo("V1__slow.sql");
              assertThat(failed.message()).contains("time limit");
            });
    assertThat(tenant.exists("ledger")).isFalse();
  }

  @Test
  void a_server_that_does_not_heed_the_cancel_is_cut_off_after_the_grace() throws Exception {
    String stubborn =
        "do $$ begin loop begin perform pg_sleep(30);"
            + " exception when query_canceled then null; end; end loop; end $$;";
    PreparedRelease release = Releases.release("V1__stubborn.sql", stubborn);

    assertThat(
            TestTenant.ENGINE.migrate(
                tenant.requestWithin(Duration.ofSeconds(1), release), MigrationListener.none()))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.failure()).isEqualTo(FailureKind.TIMEOUT);
              assertThat(failed.partial()).isFalse();
            });
    tenant.awaitNoBackendButOurs();
  }

  @Test
  void the_releases_statement_timeout_ends_a_statement() throws Exception {
    PreparedRelease release =
        Releases.release(
            "release.yaml", "timeouts:\n  statement: 300ms\n",
            "V1__slow.sql", "select pg_sleep(30);");

    assertThat(tenant.migrate(release))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.failure()).isEqualTo(FailureKind.TIMEOUT);
              assertThat(failed.message()).contains("statement timeout");
            });
  }

  @Test
  void a_lock_that_stays_is_given_up_after_some_tries() throws Exception {
    PreparedRelease release = lockingRelease("50ms");
    try (Connection holder = tenant.connect();
        Statement statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("lock table control.slow");

      assertThat(tenant.migrate(release))
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> {
                assertThat(failed.failure()).isEqualTo(FailureKind.TRANSIENT);
                assertThat(failed.sqlState()).isEqualTo("55P03");
                assertThat(failed.script()).isEqualTo("V2__lock.sql");
                assertThat(failed.reached()).isEqualTo(new SchemaVersion("1"));
              });
      holder.rollback();
    }
    assertThat(tenant.migrate(release)).isInstanceOf(Outcome.Applied.class);
  }

  @Test
  void a_lock_that_goes_away_is_waited_out_within_the_attempt() throws Exception {
    PreparedRelease release = lockingRelease("1500ms");
    tenant.migrate(Releases.release("V1__ledger.sql", Releases.LEDGER));
    try (Connection holder = tenant.connect();
        Statement statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("lock table control.slow");
      Running running = Running.start(tenant, release).awaitLock();
      int tries = Integer.parseInt(tenant.query("select count(*) from ledger").getFirst());
      holder.rollback();

      assertThat(tries).isEqualTo(1);
      assertThat(running.outcome())
          .isEqualTo(new Outcome.Applied(new SchemaVersion("1"), new SchemaVersion("2"), 1));
    }
    assertThat(tenant.ledger()).containsExactly("1", "2");
  }

  @Test
  void a_deadlock_is_tried_again_within_the_attempt() throws Exception {
    tenant.execute("create table control.a (id int); create table control.b (id int)");
    PreparedRelease release =
        Releases.release(
            "release.yaml",
            "timeouts:\n  lock: 20s\n",
            "V1__both.sql",
            Releases.LEDGER + "lock table control.a; select pg_sleep(0.5); lock table control.b;");
    try (Connection holder = tenant.connect();
        Statement statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      // Only the attempt looks for deadlocks in time, so only the attempt is the victim.
      statement.execute("set deadlock_timeout = '20s'; lock table control.b");
      Running running = Running.start(tenant, release).awaitSleep();
      statement.execute("lock table control.a");
      holder.rollback();

      assertThat(running.outcome()).isInstanceOf(Outcome.Applied.class);
    }
    assertThat(tenant.ledger()).containsExactly("1");
  }

  private static PreparedRelease lockingRelease(String timeout) {
    return Releases.release(
        "release.yaml",
        "timeouts:\n  lock: " + timeout + "\n",
        "V1__ledger.sql",
        Releases.LEDGER,
        "V2__lock.sql",
        "insert into ledger values (2); lock table control.slow;");
  }
}
