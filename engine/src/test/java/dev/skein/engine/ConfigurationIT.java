package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses, logins and values that are not as they must be; and nothing secret in any answer. */
class ConfigurationIT {
  private static final String CANARY = "canary-7f3a-password";

  private final TestTenant tenant = PostgresServer.get().newDatabase();

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

  /** A COMMIT that is answered is written down, however little the tenant's database asks for. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "create table seen as select current_setting('synchronous_commit');",
        Releases.COPY + "create table seen as select current_setting('synchronous_commit');",
        "vacuum; create table seen as select current_setting('synchronous_commit');"
      })
  void what_is_told_as_applied_survives_a_crash(String script) throws Exception {
    tenant.execute(
        "do $$ begin execute format('alter database %I set synchronous_commit = off',"
            + " current_database()); end $$");

    assertThat(
            tenant.migrate(
                Releases.release(
                    "V1__seen.sql",
                    script,
                    "V1__seen.sql.conf",
                    "executeInTransaction=" + !script.startsWith("vacuum"))))
        .isInstanceOf(Outcome.Applied.class);
    assertThat(tenant.query("select * from seen")).containsExactly("on");

    tenant.execute(
        "do $$ begin execute format('alter database %I set synchronous_commit = remote_apply',"
            + " current_database()); end $$");
    assertThat(
            tenant.migrate(
                Releases.release(
                    "V1__seen.sql",
                    script,
                    "V1__seen.sql.conf",
                    "executeInTransaction=" + !script.startsWith("vacuum"),
                    "V2__left_alone.sql",
                    "insert into seen select current_setting('synchronous_commit');"),
                2))
        .isInstanceOf(Outcome.Applied.class);
    assertThat(tenant.query("select * from seen")).containsExactly("on", "remote_apply");
  }

  /** By the server itself, should the worker fall silent in the middle of a transaction. */
  @ParameterizedTest
  @ValueSource(strings = {"", Releases.COPY})
  void the_server_ends_a_session_whose_client_is_silent_or_gone(String copy) throws Exception {
    tenant.migrate(
        Releases.release(
            "V1__seen.sql",
            copy
                + "create table seen as select name, setting::int from pg_settings where name in"
                + " ('idle_in_transaction_session_timeout', 'client_connection_check_interval');"));

    assertThat(tenant.query("select setting from seen order by name"))
        .containsExactly(
            Preflight.millis(TestTenant.QUICK.clientConnectionCheck()),
            Preflight.millis(TestTenant.QUICK.idleInTransaction()));
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
  void a_password_file_that_is_not_there_is_named_and_a_matter_of_configuration() {
    failed(
        at(
            new TenantAddress(
                tenant.server().url(),
                tenant.database(),
                "public",
                "tenant_login",
                Secret.from(
                    () -> {
                      throw new IOException("expected a readable password file at /run/acme");
                    }))),
        FailureKind.CONFIGURATION,
        "28000",
        "expected a readable password file at /run/acme");
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
            + " exception when duplicate_object then null; end $$;"
            // Before PostgreSQL 15 everyone may create there.
            + " revoke create on schema public from public");

    failed(
        at(
            new TenantAddress(
                tenant.server().url(), tenant.database(), "public", "reader", Secret.of("right"))),
        FailureKind.CONFIGURATION,
        "42501",
        "grant what is missing");
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
