package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements that no transaction can hold, cut off and asked for again. */
class LoneStatementIT {
  private static final String START =
      """
      create table ledger (version int not null, note text);
      create index by_version on ledger (version);
      create index "By note" on ledger (note);
      insert into ledger values (1);
      create table event (at date) partition by range (at);
      create table event_old partition of event for values from ('2020-01-01') to ('2021-01-01');
      create type mood as enum ('ok');
      """;

  private static final String LEFT_INDEXES =
      "select relname from pg_index join pg_class on pg_class.oid = indexrelid"
          + " where not indisvalid or relname ~ '_cc(new|old)' order by 1";

  private final TestTenant tenant = PostgresServer.get().newDatabase();

  private static PreparedRelease release(String statement) {
    return Releases.release("V1__start.sql", START, "V2__alone.sql", statement);
  }

  /** Starts the release's second script beside an open transaction, and kills it as it waits. */
  private void cutOff(PreparedRelease release, String holds) throws Exception {
    tenant.migrate(Releases.release("V1__start.sql", START));
    try (Connection holder = tenant.connect();
        Statement statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute(holds);
      Running running = Running.start(tenant, release).awaitLock();
      running.terminate();

      assertThat(running.outcome())
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> {
                assertThat(failed.failure()).isEqualTo(FailureKind.TRANSIENT);
                assertThat(failed.partial()).isFalse();
                assertThat(failed.script()).isEqualTo("V2__alone.sql");
              });
      holder.rollback();
    }
    tenant.awaitNoBackendButOurs();
  }

  private void assertAppliedOnce(PreparedRelease release) throws Exception {
    assertThat(tenant.migrate(release)).isInstanceOf(Outcome.Applied.class);
    assertThat(tenant.history()).containsExactly("1", "2");
    assertThat(tenant.receipts()).containsExactly("1", "2");
    assertThat(tenant.query("select running from skein_fence")).containsExactly((String) null);
    assertThat(tenant.query(LEFT_INDEXES)).isEmpty();
    tenant.stockFlyway(release).validate();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "reindex index concurrently by_version",
        "reindex table concurrently ledger;",
        "/* why */ reindex (verbose, concurrently) index /* not */ \"By note\";",
        "reindex (concurrently on) table public.ledger;",
        "reindex schema concurrently public",
        "reindex schema public",
        "reindex database \"${flyway:database}\";",
        "reindex (verbose) system \"${flyway:database}\"",
        "drop index concurrently by_version;",
        "drop index concurrently if exists public.\"By note\" restrict",
        "alter table event detach partition event_old concurrently;",
        "vacuum",
        "-- clean\nvacuum (analyze) ledger;",
        "alter type mood add value 'great';",
      })
  void each_kind_runs_alone_in_its_file_without_settings_beside_it(String statement)
      throws Exception {
    assertAppliedOnce(release(statement));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "reindex index concurrently by_version",
        "reindex table concurrently ledger",
        "reindex schema concurrently public",
        "reindex database concurrently \"${flyway:database}\"",
      })
  void what_a_killed_reindex_left_is_dropped_and_it_runs_again(String statement) throws Exception {
    PreparedRelease release = release(statement);
    cutOff(release, "insert into ledger values (50)");
    assertThat(tenant.query(LEFT_INDEXES)).isNotEmpty();

    assertAppliedOnce(release);
  }

  @Test
  void what_a_reindex_of_somebody_else_left_is_left_alone() throws Exception {
    PreparedRelease release = release("reindex table concurrently ledger");
    tenant.migrate(Releases.release("V1__start.sql", START));
    tenant.execute("create index by_version_ccnew on ledger (version)");
    tenant.execute(
        "update pg_index set indisvalid = false where indexrelid = 'by_version_ccnew'::regclass");

    cutOff(release, "insert into ledger values (50)");
    assertThat(tenant.query(LEFT_INDEXES)).hasSizeGreaterThan(1).contains("by_version_ccnew");

    assertThat(tenant.migrate(release)).isInstanceOf(Outcome.Applied.class);
    assertThat(tenant.query(LEFT_INDEXES)).containsExactly("by_version_ccnew");
  }

  @Test
  void a_killed_drop_of_an_index_is_finished() throws Exception {
    PreparedRelease release = release("drop index concurrently by_version");
    cutOff(release, "insert into ledger values (50)");
    assertThat(tenant.query(LEFT_INDEXES)).containsExactly("by_version");

    assertAppliedOnce(release);
    assertThat(tenant.exists("by_version")).isFalse();
  }

  @Test
  void a_killed_detach_is_finalized() throws Exception {
    PreparedRelease release = release("alter table event detach partition event_old concurrently");
    cutOff(release, "select from event");
    assertThat(tenant.query("select inhdetachpending from pg_inherits")).contains("t");

    assertAppliedOnce(release);
    assertThat(tenant.query("select 1 from pg_inherits where inhparent = 'event'::regclass"))
        .isEmpty();
    assertThat(tenant.exists("event_old")).isTrue();
  }

  @Test
  void a_pending_detach_of_somebody_else_is_the_servers_to_refuse_each_time() throws Exception {
    PreparedRelease release = release("alter table event detach partition event_old concurrently");
    tenant.migrate(Releases.release("V1__start.sql", START));
    tenant.execute("update pg_inherits set inhdetachpending = true");

    for (int i = 0; i < 2; i++) {
      assertThat(tenant.migrate(release))
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> {
                assertThat(failed.sqlState()).isEqualTo("55000");
                assertThat(failed.partial()).isFalse();
              });
    }
  }

  @Test
  void a_killed_vacuum_runs_again() throws Exception {
    PreparedRelease release = release("vacuum ledger");
    cutOff(release, "lock table ledger in share mode");

    assertAppliedOnce(release);
  }

  @Test
  void a_killed_new_value_of_an_enum_was_in_a_transaction() throws Exception {
    PreparedRelease release = release("alter type mood add value 'great'");
    cutOff(release, "alter type mood add value 'bad'");
    assertThat(tenant.query("select enumlabel from pg_enum")).containsExactly("ok");

    assertAppliedOnce(release);
    assertThat(tenant.query("select enumlabel from pg_enum")).containsExactly("ok", "great");
  }

  @Test
  void what_ended_and_was_not_recorded_is_recorded() throws Exception {
    PreparedRelease release = release("drop index concurrently by_version");
    tenant.migrate(Releases.release("V1__start.sql", START));
    tenant.execute(
        "update skein_fence set running" + " = E'V2__alone.sql\\n' || 'by_version'::regclass::oid");
    tenant.execute("drop index by_version");

    assertAppliedOnce(release);
  }

  @Test
  void what_was_never_there_is_not_taken_for_gone() throws Exception {
    PreparedRelease release = release("drop index concurrently no_such_index");

    for (int i = 0; i < 2; i++) {
      assertThat(tenant.migrate(release))
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> {
                assertThat(failed.sqlState()).isEqualTo("42704");
                assertThat(failed.line()).isEqualTo(1);
                assertThat(failed.partial()).isFalse();
              });
    }
    assertThat(tenant.history()).containsExactly("1");
  }

  @Test
  void a_detach_that_waits_past_its_deadline_is_finalized_by_the_next_attempt() throws Exception {
    List<String> files =
        List.of(
            "release.yaml",
            "timeouts:\n  statement: 500ms\n  lock: 50ms\n",
            "V1__start.sql",
            START,
            "V2__alone.sql",
            "alter table event detach partition event_old concurrently");
    PreparedRelease release = Releases.release(files.toArray(String[]::new));
    tenant.migrate(Releases.release("V1__start.sql", START));
    try (Connection holder = tenant.connect();
        Statement statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("select from event");

      assertThat(tenant.migrate(release)).isInstanceOf(Outcome.Failed.class);
      holder.rollback();
    }

    assertAppliedOnce(release);
  }

  /** A lock timeout would end it again and again, and leave an INVALID index each time. */
  @Test
  void it_waits_for_its_lock_as_long_as_a_statement_may_run() throws Exception {
    PreparedRelease release =
        Releases.release(
            "V1__start.sql",
            START,
            "V2__alone.sql",
            "create index concurrently by_note on ledger (note)",
            "release.yaml",
            "timeouts: {statement: 30s, lock: 100ms}");
    tenant.migrate(Releases.release("V1__start.sql", START));
    try (Connection holder = tenant.connect();
        Statement statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("insert into ledger values (50)");
      Running running = Running.start(tenant, release).awaitLock();
      String since =
          "select query_start from pg_stat_activity where wait_event_type = 'Lock' and pid = "
              + running.pid();
      List<String> began = tenant.query(since);

      await()
          .during(Duration.ofMillis(600))
          .atMost(Duration.ofSeconds(5))
          .until(() -> tenant.query(since).equals(began));

      holder.rollback();
      assertThat(running.outcome()).isInstanceOf(Outcome.Applied.class);
    }
  }
}
