package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import dev.skein.contracts.report.RejectionReason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Tenants, releases and addresses that are not as they must be. */
class RefusalIT {
  private static final String CANARY = "canary-7f3a-password";

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

  private Outcome at(TenantAddress address) {
    MigrationRequest plain = tenant.request(Releases.ledger(1), 1);
    return TestTenant.ENGINE.migrate(
        new MigrationRequest(
            plain.tenant(),
            address,
            plain.release(),
            plain.placeholders(),
            plain.labels(),
            plain.epoch(),
            plain.rollout(),
            plain.attempt(),
            plain.timeLimit()),
        MigrationListener.none());
  }

  private static void failed(Outcome outcome, FailureKind kind, String state, String words) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.failure()).isEqualTo(kind);
              assertThat(failed.sqlState()).isEqualTo(state);
              assertThat(failed.message()).contains(words);
            });
    assertThat(outcome.toString()).doesNotContain(CANARY);
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
  void a_database_that_is_not_there_is_not_created() throws Exception {
    TestTenant missing = new TestTenant(tenant.server(), "nowhere", "public");

    failed(
        missing.migrate(Releases.ledger(1)),
        FailureKind.CONFIGURATION,
        "3D000",
        "does not exist on this shard's server");
    assertThat(tenant.query("select 1 from pg_database where datname = 'nowhere'")).isEmpty();
  }

  @Test
  void a_database_name_is_never_read_as_a_part_of_the_url() {
    TestTenant odd = new TestTenant(tenant.server(), "x?user=postgres&y/../z \"; drop", "public");

    failed(
        odd.migrate(Releases.ledger(1)),
        FailureKind.CONFIGURATION,
        "3D000",
        "\"x?user=postgres&y/../z \"; drop\"");
  }

  @Test
  void a_wrong_password_is_a_matter_of_configuration_and_stays_secret() throws Exception {
    tenant.execute(
        "do $$ begin create role guarded login password 'other';"
            + " exception when duplicate_object then null; end $$");
    TenantAddress address =
        new TenantAddress(
            PostgresServer.get().url(), tenant.database(), "public", "guarded", Secret.of(CANARY));

    failed(at(address), FailureKind.CONFIGURATION, "28P01", "password authentication failed");
    assertThat(address.toString()).doesNotContain(CANARY);
  }

  @Test
  void a_password_that_a_script_names_is_not_quoted_back() {
    TenantAddress address =
        new TenantAddress(
            tenant.server().url(), tenant.database(), "public", "tenant_login", Secret.of("right"));
    MigrationRequest plain =
        tenant.request(Releases.release("V1__syntax.sql", "select right_ from 'right';"), 1);

    Outcome outcome = TestTenant.ENGINE.migrate(plain, MigrationListener.none());

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.message()).contains("(secret)").doesNotContain("right"));
    assertThat(plain.toString() + address).doesNotContain("right");
  }

  @Test
  void a_server_that_does_not_answer_is_worth_another_try() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }

    failed(
        at(
            new TenantAddress(
                "jdbc:postgresql://127.0.0.1:" + free + "/postgres",
                "x",
                "public",
                "nobody",
                Secret.of(CANARY))),
        FailureKind.TRANSIENT,
        "08001",
        "cannot be reached");
  }

  @Test
  void a_server_that_accepts_and_then_says_nothing_does_not_hang_the_attempt() throws IOException {
    EngineSettings hasty =
        new EngineSettings(
            Duration.ofSeconds(1),
            TestTenant.QUICK.lockWait(),
            TestTenant.QUICK.lockRetry(),
            TestTenant.QUICK.idleInTransaction(),
            TestTenant.QUICK.clientConnectionCheck(),
            TestTenant.QUICK.cancelGrace());
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      MigrationRequest request =
          tenant.requestVia(
              "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/postgres",
              Releases.ledger(1));

      assertThat(new TenantEngine(hasty).migrate(request, MigrationListener.none()))
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> assertThat(failed.failure()).isEqualTo(FailureKind.TRANSIENT));
    }
  }

  @Test
  void a_login_without_a_connection_to_spare_is_worth_another_try() throws Exception {
    tenant.execute(
        "do $$ begin create role crowded login password 'right' connection limit 0;"
            + " exception when duplicate_object then null; end $$");

    failed(
        at(
            new TenantAddress(
                tenant.server().url(), tenant.database(), "public", "crowded", Secret.of("right"))),
        FailureKind.TRANSIENT,
        "53300",
        "concurrency");
  }

  @Test
  void a_login_without_the_right_to_create_is_a_matter_of_configuration() throws Exception {
    tenant.execute(
        "do $$ begin create role reader login password 'right';"
            + " exception when duplicate_object then null; end $$");

    failed(
        at(
            new TenantAddress(
                tenant.server().url(), tenant.database(), "public", "reader", Secret.of("right"))),
        FailureKind.CONFIGURATION,
        "42501",
        "grant what is missing");
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

  @Test
  void a_placeholder_that_nobody_gave_is_a_matter_of_configuration() {
    assertThat(tenant.migrate(Releases.release("V1__a.sql", "select '${unknown}';")))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.failure()).isEqualTo(FailureKind.CONFIGURATION);
              assertThat(failed.message()).contains("unknown");
            });
    assertThat(tenant.migrate(Releases.release("R__a.sql", "select '${unknown}';")))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.failure()).isEqualTo(FailureKind.CONFIGURATION));
  }
}
