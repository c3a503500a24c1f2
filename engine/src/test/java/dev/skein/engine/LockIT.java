package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One migration a tenant at a time, whoever runs it, and many tenants at once. */
class LockIT {
  private final TestTenant tenant = PostgresServer.get().newDatabase();

  @ParameterizedTest
  @ValueSource(strings = {"public", "weird \"schema\" ä"})
  void the_lock_is_the_one_that_stock_flyway_takes(String schema) throws Exception {
    TestTenant there = tenant.inSchema(schema);
    there.execute("create schema if not exists " + TenantTables.quote(schema));
    PreparedRelease slow = Releases.release("V1__wait.sql", "select pg_advisory_xact_lock(42);");
    long key = new TenantTables(schema).lockKey();

    try (Connection holder = tenant.connect();
        Statement statement = holder.createStatement();
        ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
      statement.execute("select pg_advisory_lock(42)");
      Future<?> flyway = thread.submit(() -> there.stockFlyway(slow).migrate());
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () ->
                  tenant.is(
                      "exists (select from pg_locks where locktype = 'advisory' and not granted)"));

      assertThat(
              tenant.query(
                  "select ((classid::bigint << 32) | objid::bigint)::text from pg_locks"
                      + " where locktype = 'advisory' and granted and objsubid = 1"
                      + " and database = (select oid from pg_database"
                      + " where datname = current_database()) order by 1"))
          .contains(Long.toString(key));
      statement.execute("select pg_advisory_unlock(42)");
      flyway.get(20, TimeUnit.SECONDS);
    }
  }

  private static final EngineSettings IMPATIENT =
      new EngineSettings(
          Duration.ofSeconds(5),
          Duration.ofMillis(200),
          Duration.ofMillis(20),
          Duration.ofSeconds(60),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1));

  @Test
  void where_prisma_keeps_a_history_its_lock_is_taken_too() throws Exception {
    tenant.migrate(Releases.ledger(1));
    tenant.execute("create table _prisma_migrations (id text)");
    try (Connection prisma = tenant.connect();
        Statement statement = prisma.createStatement()) {
      statement.execute("select pg_advisory_lock(72707369)");
      assertThat(
              new TenantEngine(IMPATIENT)
                  .migrate(tenant.request(Releases.ledger(2), 2), MigrationListener.none()))
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> assertThat(failed.failure()).isEqualTo(FailureKind.TRANSIENT));
      statement.execute("select pg_advisory_unlock(72707369)");

      Running running =
          Running.start(
              tenant,
              tenant.request(
                  Releases.release(
                      "V1__step_1.sql", Releases.LEDGER, "V2__slow.sql", "select pg_sleep(30);"),
                  3));
      running.awaitSleep();
      assertThat(tenant.is("not pg_try_advisory_lock(72707369)")).isTrue();
      running.terminate();
    }
  }

  @Test
  void who_waits_for_prismas_lock_does_not_keep_flyways_meanwhile() throws Exception {
    tenant.migrate(Releases.ledger(1));
    tenant.execute("create table _prisma_migrations (id text)");
    try (Connection prisma = tenant.connect();
        Statement statement = prisma.createStatement()) {
      statement.execute("select pg_advisory_lock(72707369)");
      Running running = Running.start(tenant, Releases.ledger(2));
      String hasTried =
          "exists (select from pg_stat_activity where pid = %d and state = 'idle'"
                  .formatted(running.pid())
              + " and query like '%advisory%')";
      String isFree = "pg_try_advisory_lock(%d)".formatted(new TenantTables("public").lockKey());

      await().atMost(Duration.ofSeconds(20)).until(() -> tenant.is(hasTried));
      await().atMost(Duration.ofSeconds(5)).until(() -> tenant.is(isFree));
      statement.execute("select pg_advisory_unlock(72707369)");

      assertThat(running.outcome()).isInstanceOf(Outcome.Applied.class);
    }
  }

  @Test
  void without_a_history_of_prismas_its_lock_is_left_alone() throws Exception {
    try (Connection prisma = tenant.connect();
        Statement statement = prisma.createStatement()) {
      statement.execute("select pg_advisory_lock(72707369)");

      assertThat(tenant.migrate(Releases.ledger(2))).isInstanceOf(Outcome.Applied.class);
    }
  }

  @Test
  void while_another_holds_the_lock_an_attempt_waits_and_then_gives_up() throws Exception {
    try (Connection holder = tenant.connect();
        Statement statement = holder.createStatement()) {
      statement.execute(
          "select pg_advisory_lock(%d)".formatted(new TenantTables("public").lockKey()));

      Outcome outcome =
          new TenantEngine(IMPATIENT)
              .migrate(tenant.request(Releases.ledger(1), 1), MigrationListener.none());

      assertThat(outcome)
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> {
                assertThat(failed.failure()).isEqualTo(FailureKind.TRANSIENT);
                assertThat(failed.message()).startsWith("another migration holds");
              });
    }
    assertThat(tenant.exists("flyway_schema_history")).isFalse();
  }

  @Test
  void a_later_attempt_ends_the_one_that_it_replaces_and_does_not_wait_for_it() throws Exception {
    tenant.migrate(Releases.ledger(1));
    PreparedRelease slow =
        Releases.release(
            "V1__step_1.sql",
            Releases.LEDGER,
            "V2__step_2.sql",
            "insert into ledger values (2); select pg_sleep(30);");
    Running old = Running.start(tenant, slow).awaitSleep();

    assertThat(tenant.migrate(Releases.ledger(2), 7))
        .isEqualTo(new Outcome.Applied(new SchemaVersion("1"), new SchemaVersion("2"), 1));

    assertThat(old.outcome())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.failure()).isEqualTo(FailureKind.TRANSIENT));
    assertThat(tenant.ledger()).containsExactly("1", "2");
  }

  @Test
  void an_attempt_of_the_same_epoch_and_stock_flyway_are_waited_for() throws Exception {
    tenant.migrate(Releases.ledger(1));
    Running first =
        Running.start(
                tenant,
                Releases.release(
                    "V1__step_1.sql",
                    Releases.LEDGER,
                    "V2__step_2.sql",
                    "insert into ledger values (2); select pg_sleep(1);"))
            .awaitSleep();

    Outcome second = tenant.migrate(Releases.ledger(1), 1);

    assertThat(first.outcome()).isInstanceOf(Outcome.Applied.class);
    assertThat(second).isInstanceOf(Outcome.Rejected.class);
  }

  @Test
  void no_two_scripts_run_at_once_while_stock_flyway_migrates_the_same_tenant() throws Exception {
    String[] files = new String[12];
    for (int i = 1; i <= 6; i++) {
      files[i * 2 - 2] = "V%d__timed.sql".formatted(i);
      files[i * 2 - 1] =
          "create table if not exists ledger (version int, began timestamptz, ended timestamptz);"
              + " insert into ledger values (%d, clock_timestamp(), null);".formatted(i)
              + " select pg_sleep(0.1);"
              + " update ledger set ended = clock_timestamp() where version = %d;".formatted(i);
    }
    PreparedRelease release = Releases.release(files);

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> flyway = threads.submit(() -> tenant.stockFlyway(release).migrate());
      Future<Outcome> ours = threads.submit(() -> tenant.migrate(release));
      flyway.get(60, TimeUnit.SECONDS);
      assertThat(ours.get(60, TimeUnit.SECONDS))
          .isInstanceOfAny(Outcome.Applied.class, Outcome.AlreadyCurrent.class);
    }

    assertThat(tenant.ledger()).containsExactly("1", "2", "3", "4", "5", "6");
    assertThat(
            tenant.query(
                "select a.version from ledger a join ledger b on a.version < b.version"
                    + " and a.began < b.ended and b.began < a.ended"))
        .isEmpty();
    tenant.stockFlyway(release).validate();
  }

  @Test
  void a_script_that_frees_all_advisory_locks_lets_nobody_in() throws Exception {
    PreparedRelease release =
        Releases.release(
            "V0__before.sql",
            "select 1;",
            "V1__ledger.sql",
            Releases.LEDGER + "select pg_advisory_unlock_all();",
            "V2__sleep.sql",
            "select pg_sleep(20);");
    tenant.migrate(Releases.release("V0__before.sql", "select 1;"));
    Running running = Running.start(tenant, release).awaitSleep();

    assertThat(
            tenant.query(
                "select pg_try_advisory_lock(%d)".formatted(new TenantTables("public").lockKey())))
        .containsExactly("f");

    running.terminate();
    assertThat(tenant.ledger()).containsExactly("1");
    assertThat(running.outcome()).isInstanceOf(Outcome.Failed.class);
  }

  /** The lock of the script's own transaction is what a script cannot free. */
  @ParameterizedTest
  @ValueSource(strings = {"", Releases.COPY})
  void a_script_that_frees_all_advisory_locks_and_goes_on_lets_nobody_in(String copy)
      throws Exception {
    PreparedRelease release =
        Releases.release(
            "V1__free.sql", copy + "select pg_advisory_unlock_all();\nselect pg_sleep(20);");
    Running running = Running.start(tenant, release).awaitSleep();

    assertThat(tenant.is("not " + tryLock())).isTrue();

    running.terminate();
    assertThat(running.outcome()).isInstanceOf(Outcome.Failed.class);
  }

  /** What runs outside a transaction has the session's lock alone, which is taken anew. */
  @ParameterizedTest
  @ValueSource(strings = {"", Releases.COPY})
  void nor_does_a_statement_that_comes_after_it_outside_a_transaction(String copy)
      throws Exception {
    String[] files = {
      "V1__held.sql",
      "create table held (name text);",
      "V2__free.sql",
      copy + "select pg_advisory_unlock_all();",
      "V3__index.sql",
      "create index concurrently by_name on held (name);"
    };
    tenant.migrate(Releases.release(files[0], files[1]));
    try (Connection application = tenant.connect();
        Statement statement = application.createStatement()) {
      application.setAutoCommit(false);
      statement.execute("insert into held values ('')");
      Running running = Running.start(tenant, Releases.release(files)).awaitLock();

      assertThat(tenant.is("not " + tryLock())).isTrue();

      application.rollback();
      assertThat(running.outcome()).isInstanceOf(Outcome.Applied.class);
    }
  }

  private static String tryLock() {
    return "pg_try_advisory_lock(%d)".formatted(new TenantTables("public").lockKey());
  }
}
