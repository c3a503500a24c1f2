package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import dev.skein.testkit.TestPostgres;
import dev.skein.testkit.TestReplica;
import dev.skein.testkit.TestReplica.Replay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Logins with the grants that docs/logins.md gives them, word by word, and nothing else. */
class LoginsIT {
  private static final Pattern SQL = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);

  /** What a team has before Skein comes. */
  private static final String FIRST =
      """
      create table accounts (id bigint primary key, name text);
      insert into accounts values (1, 'one');
      """;

  enum Tier {
    A_SHARD,
    A_TENANT
  }

  private final TestTenant tenant = PostgresServer.get().newDatabase();
  private final String app = "app_" + tenant.database();
  private final String login = "skein_" + tenant.database();

  private static List<String> sql() throws IOException {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("docs/logins.md"))) {
      folder = Objects.requireNonNull(folder.getParent(), "docs/logins.md is not above the tests");
    }
    Matcher matcher = SQL.matcher(Files.readString(folder.resolve("docs/logins.md")));
    return matcher.results().map(found -> found.group(1)).toList();
  }

  private String filled(String sql) {
    return sql.replaceAll("\\bskein(_acme)?\\b", login)
        .replaceAll("\\bapp_acme\\b", app)
        .replaceAll("\\btenant_acme\\b", tenant.database())
        .replaceAll("password '[^']*'", "password 'given'");
  }

  /** An application's own tables and history, then what the chapter says. */
  private void arrange(Tier tier) throws SQLException, IOException {
    tenant.execute("create role %s login password 'app'".formatted(app));
    tenant.execute("alter database %s owner to %s".formatted(tenant.database(), app));
    Flyway.configure()
        .dataSource(url(), app, "app")
        .locations(new String[0])
        .resourceProvider(Releases.release("V1__accounts.sql", FIRST).resources())
        .load()
        .migrate();
    List<String> blocks = sql();
    assertThat(blocks).hasSize(5);
    for (String block : tier == Tier.A_SHARD ? blocks.subList(0, 2) : blocks.subList(3, 4)) {
      tenant.execute(filled(block));
    }
  }

  private String url() {
    return tenant.server().url().replace("/postgres", "/" + tenant.database());
  }

  private MigrationRequest request(String database, PreparedRelease release, long epoch) {
    MigrationRequest plain = tenant.request(release, epoch);
    return new MigrationRequest(
        plain.tenant(),
        new TenantAddress(tenant.server().url(), database, "public", login, Secret.of("given")),
        release,
        plain.placeholders(),
        plain.labels(),
        plain.epoch(),
        plain.rollout(),
        plain.attempt(),
        plain.timeLimit());
  }

  private Outcome migrate(long epoch, String... more) {
    return TestTenant.ENGINE.migrate(
        request(tenant.database(), release(more), epoch), MigrationListener.none());
  }

  private static PreparedRelease release(String... more) {
    String[] files = new String[more.length + 2];
    files[0] = "V1__accounts.sql";
    files[1] = FIRST;
    System.arraycopy(more, 0, files, 2, more.length);
    return Releases.release(files);
  }

  @ParameterizedTest
  @EnumSource
  void everyKindOfMigrationRunsAndTheApplicationUsesWhatItMade(Tier tier) throws Exception {
    arrange(tier);

    assertThat(
            migrate(
                1,
                "V2__orders.sql",
                """
                alter table accounts add column email text;
                create table orders (id bigserial primary key, account bigint references accounts);
                """,
                "V3__index.sql",
                "create index concurrently orders_account on orders (account);\n",
                "R__names.sql",
                "create or replace view names as select name from accounts;\n"))
        .isInstanceOf(Outcome.Applied.class);

    try (Connection connection = DriverManager.getConnection(url(), app, "app");
        Statement statement = connection.createStatement()) {
      statement.execute("insert into orders (account) select id from accounts");
      statement.execute("select * from names");
    }
    assertThat(tenant.query("select account from orders")).containsExactly("1");
  }

  @Test
  void theApplicationIsKeptOffSkeinsOwnTables() throws Exception {
    arrange(Tier.A_SHARD);
    assertThat(migrate(1, "V2__more.sql", "create table more (id int);\n"))
        .isInstanceOf(Outcome.Applied.class);

    tenant.execute(filled(sql().get(2)));

    assertThat(
            tenant.query(
                "select has_table_privilege('%s', 'skein_fence', 'update')".formatted(app)))
        .containsExactly("f");
    assertThat(
            migrate(
                2,
                "V2__more.sql",
                "create table more (id int);\n",
                "V3__most.sql",
                "create table most (id int);\n"))
        .isInstanceOf(Outcome.Applied.class);
  }

  @ParameterizedTest
  @EnumSource
  void anAttemptThatWasOvertakenIsEndedWithoutMoreRights(Tier tier) throws Exception {
    arrange(tier);
    Running overtaken =
        Running.start(
            tenant,
            request(tenant.database(), release("V2__slow.sql", "select pg_sleep(60);\n"), 1));
    overtaken.awaitSleep();

    assertThat(migrate(2, "V2__slow.sql", "select 1;\n")).isInstanceOf(Outcome.Applied.class);

    assertThat(overtaken.outcome()).isNotInstanceOf(Outcome.Applied.class);
  }

  @ParameterizedTest
  @EnumSource
  void programsOfTheServerAreOutOfReach(Tier tier) throws Exception {
    arrange(tier);

    assertThat(
            migrate(
                1,
                "V2__out.sql",
                """
                do $out$ begin
                  execute $run$copy accounts (name) from program 'id'$run$;
                end $out$;
                """))
        .isInstanceOfSatisfying(
            Outcome.Failed.class, failed -> assertThat(failed.sqlState()).isEqualTo("42501"));
    assertThat(tenant.query("select count(*) from accounts")).containsExactly("1");
  }

  @ParameterizedTest
  @EnumSource
  void howFarReplicasAreBehindIsSeenWithTheGrantAndNotWithout(Tier tier) throws Exception {
    arrange(tier);
    try (TestReplica _ =
        new TestReplica(TestPostgres.shared(), "seen-by-" + login, Replay.KEEPS_UP)) {
      assertThat(migrateBehindAtMost(Duration.ofMinutes(1)))
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> {
                assertThat(failed.failure()).isEqualTo(FailureKind.CONFIGURATION);
                assertThat(failed.message())
                    .isEqualTo(
                        ("expected to see how far replicas are behind, as the shard's replica-lag"
                             + " asks, but the login may not: grant pg_read_all_stats to %s, then"
                             + " retry")
                            .formatted(login));
              });
      assertThat(tenant.exists("more")).isFalse();

      tenant.execute(filled(sql().getLast()));

      assertThat(migrateBehindAtMost(Duration.ofMinutes(1))).isInstanceOf(Outcome.Applied.class);
    }
  }

  private Outcome migrateBehindAtMost(Duration replicaLag) {
    MigrationRequest plain =
        request(tenant.database(), release("V2__more.sql", "create table more (id int);\n"), 1);
    return TestTenant.ENGINE.migrate(
        new MigrationRequest(
            plain.tenant(),
            plain.address(),
            plain.release(),
            plain.placeholders(),
            plain.labels(),
            plain.epoch(),
            plain.rollout(),
            plain.attempt(),
            plain.timeLimit(),
            false,
            replicaLag,
            null),
        MigrationListener.none());
  }

  @Test
  void aTenantsLoginDoesNotGetIntoAnothersDatabase() throws Exception {
    arrange(Tier.A_TENANT);
    TestTenant other = PostgresServer.get().newDatabase();
    other.execute("revoke connect on database %s from public".formatted(other.database()));

    assertThat(
            TestTenant.ENGINE.migrate(
                request(other.database(), Releases.ledger(1), 1), MigrationListener.none()))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.failure()).isEqualTo(FailureKind.CONFIGURATION);
              assertThat(failed.message()).contains("permission denied for database");
            });
  }
}
