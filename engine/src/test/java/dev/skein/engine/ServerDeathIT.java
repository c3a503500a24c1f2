package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All of the server dies by kill -9 under an attempt, and comes back on its data. */
class ServerDeathIT {
  private static final String SLEEP_IF_SLOW =
      "if exists (select from control.slow) then perform pg_sleep(30); end if;";

  private MortalServer server;

  @BeforeEach
  void a_server_with_a_switch_that_makes_scripts_slow(@TempDir Path folder) throws Exception {
    server = MortalServer.in(folder);
    server.tenant().execute("create schema control; create table control.slow as select 1");
    assertThat(server.tenant().query("show fsync")).containsExactly("on");
  }

  @AfterEach
  void it_is_of_no_more_use() {
    server.close();
  }

  private TestTenant comeBackQuick() throws Exception {
    server.comeBack();
    TestTenant tenant = server.tenant();
    tenant.execute("delete from control.slow");
    return tenant;
  }

  @Test
  void in_a_script_what_was_committed_stays_and_nothing_of_the_script_is_left() throws Exception {
    PreparedRelease release =
        Releases.release(
            "V1__step_1.sql",
            Releases.LEDGER,
            "V2__step_2.sql",
            "insert into ledger values (2);",
            "V3__slow.sql",
            "insert into ledger values (3); alter table ledger add note text;"
                + " create table half (id int); do $$ begin "
                + SLEEP_IF_SLOW
                + " end $$;");
    server.tenant().migrate(Releases.ledger(1));
    Running running = Running.start(server.tenant(), release).awaitSleep();

    server.die();

    assertThat(running.outcome())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.failure()).isEqualTo(FailureKind.TRANSIENT);
              assertThat(failed.script()).isEqualTo("V3__slow.sql");
              assertThat(failed.reached()).isEqualTo(new SchemaVersion("2"));
              assertThat(failed.partial()).isFalse();
            });
    TestTenant tenant = comeBackQuick();
    assertThat(tenant.ledger()).containsExactly("1", "2");
    assertThat(tenant.exists("half")).isFalse();
    assertThat(tenant.migrate(release, 2))
        .isEqualTo(new Outcome.Applied(new SchemaVersion("2"), new SchemaVersion("3"), 1));
    assertEachOnce(tenant, release, "1", "2", "3");
  }

  @Test
  void in_a_commit_the_outcome_is_unknown_and_a_rerun_finds_out() throws Exception {
    PreparedRelease release =
        Releases.release(
            "V1__step_1.sql",
            Releases.LEDGER
                + "create function slow_check() returns trigger language plpgsql as $f$ begin "
                + SLEEP_IF_SLOW
                + " return null; end $f$;"
                + " create constraint trigger slow after insert on ledger"
                + " deferrable initially deferred for each row execute function slow_check();",
            "V2__step_2.sql",
            "insert into ledger values (2);");
    Running running = Running.start(server.tenant(), release).awaitSleep();

    server.die();

    assertThat(running.outcome()).isInstanceOf(Outcome.Unknown.class);
    TestTenant tenant = comeBackQuick();
    assertThat(tenant.migrate(release, 2)).isInstanceOf(Outcome.Applied.class);
    assertEachOnce(tenant, release, "1", "2");
  }

  @Test
  void in_a_concurrent_build_the_index_is_left_invalid_and_a_rerun_builds_it() throws Exception {
    PreparedRelease release =
        Releases.release(
            "V1__step_1.sql",
            Releases.LEDGER,
            "V2__index.sql",
            "create index concurrently by_version on ledger (version);",
            "V3__step_3.sql",
            "insert into ledger values (3);");
    server.tenant().migrate(Releases.ledger(1));
    Running running;
    try (Connection holder = server.tenant().connect();
        Statement statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("insert into ledger values (50)");
      running = Running.start(server.tenant(), release).awaitLock();

      server.die();
    }

    assertThat(running.outcome())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.failure()).isEqualTo(FailureKind.TRANSIENT);
              assertThat(failed.script()).isEqualTo("V2__index.sql");
              assertThat(failed.reached()).isEqualTo(new SchemaVersion("1"));
              assertThat(failed.partial()).isFalse();
            });
    server.comeBack();
    TestTenant tenant = server.tenant();
    assertThat(invalid(tenant)).containsExactly("by_version");
    assertThat(tenant.migrate(release, 2))
        .isEqualTo(new Outcome.Applied(new SchemaVersion("1"), new SchemaVersion("3"), 2));
    assertThat(tenant.history()).containsExactly("1", "2", "3");
    assertThat(tenant.receipts()).containsExactly("1", "2", "3");
    assertThat(tenant.ledger()).containsExactly("1", "3");
    assertNothingHalfDone(tenant, release);
  }

  private static void assertEachOnce(TestTenant tenant, PreparedRelease release, String... versions)
      throws Exception {
    assertThat(tenant.ledger()).containsExactly(versions);
    assertThat(tenant.history()).containsExactly(versions);
    assertThat(tenant.receipts()).containsExactly(versions);
    assertNothingHalfDone(tenant, release);
  }

  private static void assertNothingHalfDone(TestTenant tenant, PreparedRelease release)
      throws Exception {
    assertThat(invalid(tenant)).isEmpty();
    assertThat(tenant.query("select running from skein_fence")).containsExactly((String) null);
    tenant.stockFlyway(release).validate();
    assertThat(tenant.migrate(release, 3)).isInstanceOf(Outcome.AlreadyCurrent.class);
  }

  private static List<String> invalid(TestTenant tenant) throws Exception {
    return tenant.query(
        "select indexrelid::regclass::text from pg_index where not (indisvalid and indisready)");
  }
}
