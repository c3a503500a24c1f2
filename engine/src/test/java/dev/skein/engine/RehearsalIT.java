package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.skein.contracts.answer.LockTaken;
import dev.skein.contracts.answer.RehearsalResult;
import dev.skein.contracts.answer.RehearsedScript;
import dev.skein.contracts.answer.Rewrite;
import dev.skein.contracts.answer.TenantRehearsal;
import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a migration would take, tried and taken back. */
class RehearsalIT {
  private static final TenantReader READER = new TenantReader(TestTenant.QUICK);

  private final TestTenant tenant = PostgresServer.get().newDatabase();

  private List<RehearsedScript> rehearse(String... filesAndTexts) {
    Reading<TenantRehearsal> reading =
        READER.rehearse(tenant.request(Releases.release(filesAndTexts), 2));
    assertThat(reading).isInstanceOf(Reading.Answered.class);
    return ((Reading.Answered<TenantRehearsal>) reading).answer().scripts();
  }

  private void migrateFirst(String sql) {
    assertThat(tenant.migrate(Releases.release("V1__first.sql", sql)))
        .isInstanceOf(Outcome.Applied.class);
  }

  private List<String> everything() throws Exception {
    return tenant.query(
        """
        select 'fence ' || f::text from skein_fence f
        union all select 'receipt ' || r::text from skein_receipt r
        union all select 'history ' || h::text from flyway_schema_history h
        union all select 'relation ' || relname || relfilenode from pg_class
          where relnamespace = 'public'::regnamespace
        union all select 'row ' || o::text from orders o
        order by 1
        """);
  }

  @Test
  void scripts_run_and_leave_the_tenant_as_it_was() throws Exception {
    String first =
        "create table orders (id int primary key, total int);\ninsert into orders values (1, 2);";
    migrateFirst(first);
    List<String> before = everything();

    List<RehearsedScript> scripts =
        rehearse(
            "V1__first.sql",
            first,
            "V2__wider.sql",
            "alter table orders alter total type bigint;",
            "V3__note.sql",
            "alter table orders add note text;",
            "V4__index.sql",
            "create index concurrently orders_total on orders (total);",
            "V5__fill.sql",
            "update orders set note = 'x' where id = 1;",
            "R__view.sql",
            "create view big as select * from orders where total > 1;");

    assertThat(scripts)
        .extracting(RehearsedScript::path, RehearsedScript::result)
        .containsExactly(
            tuple("V2__wider.sql", RehearsalResult.RAN),
            tuple("V3__note.sql", RehearsalResult.RAN),
            tuple("V4__index.sql", RehearsalResult.SKIPPED),
            tuple("V5__fill.sql", RehearsalResult.RAN),
            tuple("R__view.sql", RehearsalResult.RAN));
    RehearsedScript wider = scripts.getFirst();
    assertThat(wider.rewrites()).extracting(Rewrite::table).containsExactly("orders");
    assertThat(wider.rewrites().getFirst().bytes()).isPositive();
    assertThat(wider.locks())
        .contains(new LockTaken("orders", "table", "ACCESS EXCLUSIVE"))
        .anyMatch(LockTaken::keepsReadersOut);
    assertThat(scripts.get(1).rewrites()).isEmpty();
    assertThat(scripts.get(3).locks()).contains(new LockTaken("orders", "table", "ROW EXCLUSIVE"));
    assertThat(scripts.get(2).message()).isEqualTo("it runs outside a transaction");
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void what_the_scripts_make_themselves_is_no_lock_to_mention() {
    migrateFirst("create table orders (id int primary key);");

    List<RehearsedScript> scripts =
        rehearse(
            "V1__first.sql",
            "create table orders (id int primary key);",
            "V2__lines.sql",
            "create table lines (id int primary key);\nalter table lines add n int;",
            "V3__key.sql",
            "alter table lines add foreign key (n) references orders;");

    assertThat(scripts.get(0).locks()).isEmpty();
    assertThat(scripts.get(1).locks())
        .contains(new LockTaken("orders", "table", "SHARE ROW EXCLUSIVE"))
        .noneMatch(LockTaken::keepsReadersOut)
        .allMatch(lock -> lock.relation().startsWith("orders"));
  }

  @Test
  void a_fresh_tenant_gets_nothing_also_not_our_own_tables() throws Exception {
    List<RehearsedScript> scripts = rehearse("V1__first.sql", Releases.LEDGER);

    assertThat(scripts).extracting(RehearsedScript::result).containsExactly(RehearsalResult.RAN);
    assertThat(
            tenant.query(
                "select relname from pg_class where relnamespace = 'public'::regnamespace"))
        .isEmpty();
  }

  @Test
  void the_script_that_fails_is_named_with_its_line_and_the_rest_is_not_tried() throws Exception {
    migrateFirst(Releases.LEDGER);

    List<RehearsedScript> scripts =
        rehearse(
            "V1__first.sql",
            Releases.LEDGER,
            "V2__bad.sql",
            "select 1;\n\ninsert into ledger\n  values (null);",
            "V3__more.sql",
            "select 3;");

    assertThat(scripts.getFirst().result()).isEqualTo(RehearsalResult.FAILED);
    assertThat(scripts.getFirst().sqlState()).isEqualTo("23502");
    assertThat(scripts.getFirst().line()).isIn(3, 4);
    assertThat(scripts.getFirst().message()).contains("null value");
    assertThat(scripts.getLast().result()).isEqualTo(RehearsalResult.NOT_REACHED);
    assertThat(tenant.ledger()).containsExactly("1");
  }

  @Test
  void what_a_commit_would_check_is_checked_and_constraints_stay_as_declared() throws Exception {
    String first =
        """
        create table orders (id int primary key,
          parent int references orders deferrable initially deferred);
        """;
    migrateFirst(first);

    List<RehearsedScript> fine =
        rehearse(
            "V1__first.sql",
            first,
            "V2__up.sql",
            "insert into orders values (1, 2);\ninsert into orders values (2, null);",
            "V3__alter.sql",
            "alter table orders add note text;",
            "V4__again.sql",
            "insert into orders values (3, 4, ''), (4, null, '');");
    List<RehearsedScript> broken =
        rehearse("V1__first.sql", first, "V2__up.sql", "insert into orders values (1, 2);");

    assertThat(fine).extracting(RehearsedScript::result).containsOnly(RehearsalResult.RAN);
    assertThat(broken.getFirst().sqlState()).isEqualTo("23503");
  }

  @Test
  void a_script_cannot_commit_what_it_rehearses() throws Exception {
    migrateFirst(Releases.LEDGER);

    List<RehearsedScript> scripts =
        rehearse(
            "V1__first.sql",
            Releases.LEDGER,
            "V2__commits.sql",
            "insert into ledger values (2);\ncommit;",
            "V3__hidden.sql",
            "insert into ledger values (3);\ndo $$ begin commit; end $$;");

    assertThat(scripts.getFirst().result()).isEqualTo(RehearsalResult.SKIPPED);
    assertThat(scripts.getLast().sqlState()).isEqualTo("2D000");
    assertThat(tenant.ledger()).containsExactly("1");
  }

  @Test
  void what_fails_only_because_scripts_share_the_transaction_says_so() {
    String first = "create type mood as enum ('sad');";
    migrateFirst(first);

    List<RehearsedScript> scripts =
        rehearse(
            "V1__first.sql",
            first,
            "V2__ok.sql",
            "do $$ begin execute 'alter type mood add value ''ok'''; end $$;",
            "V3__use.sql",
            "create table moods (mood mood default 'ok');");

    assertThat(scripts.getFirst().result()).isEqualTo(RehearsalResult.RAN);
    assertThat(scripts.getLast().sqlState()).as(scripts.toString()).isEqualTo("55P04");
    assertThat(scripts.getLast().message()).contains("a transaction of its own");
  }

  @Test
  void the_lock_timeout_holds() throws Exception {
    migrateFirst(Releases.LEDGER);
    try (Connection other = tenant.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("lock table ledger in access share mode");

      List<RehearsedScript> scripts =
          rehearse(
              "V1__first.sql",
              Releases.LEDGER,
              "V2__more.sql",
              "alter table ledger add note text;",
              "release.yaml",
              "timeouts: {lock: 200ms}\n");

      assertThat(scripts.getFirst().sqlState()).isEqualTo("55P03");
    }
  }

  @Test
  void beside_a_migration_nothing_is_rehearsed() throws Exception {
    migrateFirst(Releases.LEDGER);
    try (Connection other = tenant.connect();
        Statement statement = other.createStatement()) {
      statement.execute(
          "select pg_advisory_lock(%d)".formatted(new TenantTables("public").lockKey()));

      assertThat(READER.rehearse(tenant.request(Releases.ledger(2), 2)))
          .isInstanceOfSatisfying(
              Reading.Unanswered.class,
              unanswered ->
                  assertThat(((Outcome.Failed) unanswered.outcome()).failure())
                      .isEqualTo(FailureKind.TRANSIENT));
    }
  }

  @Test
  void a_migration_ends_a_rehearsal_that_holds_its_lock() throws Exception {
    migrateFirst(Releases.LEDGER);
    PreparedRelease slow =
        Releases.release("V1__first.sql", Releases.LEDGER, "V2__slow.sql", "select pg_sleep(60);");
    CompletableFuture<Reading<TenantRehearsal>> rehearsal =
        CompletableFuture.supplyAsync(() -> READER.rehearse(tenant.request(slow, 2)));
    await()
        .until(
            () ->
                tenant.is(
                    "exists (select from pg_stat_activity where query like '%pg_sleep(60)%'"
                        + " and pid <> pg_backend_pid() and datname = current_database())"));

    Outcome outcome =
        tenant.migrate(
            Releases.release(
                "V1__first.sql",
                Releases.LEDGER,
                "V2__quick.sql",
                "insert into ledger values (2);"),
            2);

    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    assertThat(rehearsal.join()).isInstanceOf(Reading.Unanswered.class);
  }

  @Test
  void the_time_limit_ends_it() {
    MigrationRequest request =
        tenant.requestWithin(
            Duration.ofMillis(300), Releases.release("V1__slow.sql", "select pg_sleep(60);"));

    Reading<TenantRehearsal> reading = READER.rehearse(request);

    assertThat(reading)
        .isInstanceOfSatisfying(
            Reading.Answered.class,
            answered ->
                assertThat(((TenantRehearsal) answered.answer()).scripts().getFirst().sqlState())
                    .isEqualTo("57014"));
  }
}
