package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skein.contracts.id.Epoch;
import dev.skein.contracts.id.TenantId;
import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import dev.skein.contracts.report.RejectionReason;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lock, fence and receipt: each of these goes red when its guard is taken out. */
class SafetyIT {
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

  @Test
  void while_another_holds_the_lock_an_attempt_waits_and_then_gives_up() throws Exception {
    EngineSettings impatient =
        new EngineSettings(
            Duration.ofSeconds(5),
            Duration.ofMillis(200),
            Duration.ofMillis(20),
            Duration.ofSeconds(60),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1));
    try (Connection holder = tenant.connect();
        Statement statement = holder.createStatement()) {
      statement.execute(
          "select pg_advisory_lock(%d)".formatted(new TenantTables("public").lockKey()));

      Outcome outcome =
          new TenantEngine(impatient)
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
  void eight_attempts_at_once_run_each_version_once() throws Exception {
    PreparedRelease release = Releases.ledger(5);

    List<Outcome> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Outcome>> running =
          IntStream.rangeClosed(1, 8)
              .mapToObj(epoch -> threads.submit(() -> tenant.migrate(release, epoch)))
              .toList();
      for (Future<Outcome> one : running) {
        outcomes.add(one.get(60, TimeUnit.SECONDS));
      }
    }

    assertThat(tenant.ledger()).containsExactly("1", "2", "3", "4", "5");
    assertThat(tenant.receipts()).containsExactly("1", "2", "3", "4", "5");
    assertThat(outcomes).filteredOn(Outcome.Applied.class::isInstance).hasSize(1);
    assertThat(outcomes)
        .allMatch(
            outcome ->
                outcome instanceof Outcome.Applied
                    || outcome instanceof Outcome.AlreadyCurrent
                    || (outcome instanceof Outcome.Rejected rejected
                        && rejected.reason() == RejectionReason.STALE_EPOCH));
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
            "V1__ledger.sql",
            Releases.LEDGER + "select pg_advisory_unlock_all();",
            "V2__sleep.sql",
            "select pg_sleep(20);");
    Running running = Running.start(tenant, release).awaitSleep();

    assertThat(
            tenant.query(
                "select pg_try_advisory_lock(%d)".formatted(new TenantTables("public").lockKey())))
        .containsExactly("f");

    running.terminate();
    assertThat(tenant.ledger()).containsExactly("1");
    assertThat(running.outcome()).isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void a_fence_that_rises_between_two_scripts_keeps_the_second_out_wholly() throws Exception {
    long later = new Epoch(1, 9).toLong();
    PreparedRelease release =
        Releases.release(
            "V1__ledger.sql",
            Releases.LEDGER + "update skein_fence set epoch = " + later + ";",
            "V2__more.sql",
            "create table more (id int);");

    assertThat(tenant.migrate(release, 5))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).isEqualTo(RejectionReason.STALE_EPOCH);
              assertThat(rejected.fence()).isEqualTo(new Epoch(1, 9));
            });

    assertThat(tenant.exists("more")).isFalse();
    assertThat(tenant.history()).containsExactly("1");
    assertThat(tenant.receipts()).containsExactly("1");
  }

  @Test
  void an_attempt_of_an_older_epoch_is_turned_away_and_one_of_the_same_epoch_is_not()
      throws Exception {
    tenant.migrate(Releases.ledger(1), 5);

    assertThat(tenant.migrate(Releases.ledger(2), 4))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).isEqualTo(RejectionReason.STALE_EPOCH);
              assertThat(rejected.fence()).isEqualTo(new Epoch(0, 5));
            });
    assertThat(tenant.ledger()).containsExactly("1");
    assertThat(tenant.migrate(Releases.ledger(2), 5)).isInstanceOf(Outcome.Applied.class);
  }

  @Test
  void a_database_that_is_stamped_with_another_tenant_is_left_alone() throws Exception {
    tenant.migrate(Releases.ledger(1));
    MigrationRequest request = tenant.request(Releases.ledger(2), 2);
    MigrationRequest other =
        new MigrationRequest(
            new TenantId("globex"),
            request.address(),
            request.release(),
            request.placeholders(),
            request.labels(),
            request.epoch(),
            null,
            request.attempt(),
            request.timeLimit());

    assertThat(TestTenant.ENGINE.migrate(other, MigrationListener.none()))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> assertThat(rejected.reason()).isEqualTo(RejectionReason.WRONG_TENANT));
    assertThat(tenant.ledger()).containsExactly("1");
  }

  @Test
  void a_receipt_that_cannot_be_written_takes_the_script_back_with_it() throws Exception {
    PreparedRelease release =
        Releases.release(
            "V1__ledger.sql",
            Releases.LEDGER,
            "V2__more.sql",
            "create table more (id int);"
                + " alter table skein_receipt add constraint no_two check (version <> '2');");

    assertThat(tenant.migrate(release))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.sqlState()).isEqualTo("23514");
              assertThat(failed.script()).isEqualTo("V2__more.sql");
              assertThat(failed.constraint()).isEqualTo("no_two");
              assertThat(failed.partial()).isFalse();
            });

    assertThat(tenant.exists("more")).isFalse();
    assertThat(tenant.history()).containsExactly("1");
  }

  @Test
  void a_version_with_a_receipt_never_runs_again_even_when_its_history_row_is_gone()
      throws Exception {
    PreparedRelease release = Releases.ledger(2);
    tenant.migrate(release);
    tenant.execute("delete from flyway_schema_history where version = '2'");

    assertThat(tenant.migrate(release))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> assertThat(rejected.reason()).isEqualTo(RejectionReason.HALF_APPLIED));
    assertThat(tenant.ledger()).containsExactly("1", "2");
  }

  @Test
  void a_script_that_commits_for_itself_is_told() throws Exception {
    PreparedRelease release =
        Releases.release("V1__ledger.sql", Releases.LEDGER + "commit; select 1;");

    assertThat(tenant.migrate(release))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.partial()).isTrue();
              assertThat(failed.message()).contains("COMMIT");
            });
  }

  @Test
  void a_success_is_not_claimed_while_the_tables_say_otherwise() throws Exception {
    PreparedRelease release =
        Releases.release(
            "V1__ledger.sql",
            Releases.LEDGER
                + """
                create function forge() returns trigger language plpgsql as
                  $$ begin new.sha256 := repeat('0', 64); return new; end $$;
                create trigger forge before insert on skein_receipt
                  for each row execute function forge();
                """);

    assertThat(tenant.migrate(release))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.failure()).isEqualTo(FailureKind.FAILURE);
              assertThat(failed.message()).startsWith("verification: V1__ledger.sql");
            });
  }

  @Test
  void sixty_four_schemas_of_one_database_are_migrated_side_by_side() throws Exception {
    for (int i = 0; i < 64; i++) {
      tenant.execute("create schema s" + i);
    }
    PreparedRelease release = Releases.ledger(3);
    List<CompletableFuture<Outcome>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 64; i++) {
        TestTenant there = tenant.inSchema("s" + i);
        running.add(CompletableFuture.supplyAsync(() -> there.migrate(release), threads));
      }
      for (CompletableFuture<Outcome> one : running) {
        assertThat(one.get(120, TimeUnit.SECONDS)).isInstanceOf(Outcome.Applied.class);
      }
    }
    for (int i = 0; i < 64; i++) {
      assertThat(tenant.query("select version from s%d.ledger order by 1".formatted(i)))
          .containsExactly("1", "2", "3");
    }
  }
}
