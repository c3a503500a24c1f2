package dev.skein.engine;

import static org.awaitility.Awaitility.await;

import dev.skein.contracts.id.AttemptId;
import dev.skein.contracts.id.Epoch;
import dev.skein.contracts.id.RolloutId;
import dev.skein.contracts.id.TenantId;
import dev.skein.contracts.report.Outcome;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;

/** A tenant to try things on, with what tests need of the engine and of stock Flyway. */
record TestTenant(PostgresServer server, String database, String schema) {
  static final RolloutId ROLLOUT = new RolloutId("r7-abcd");

  static final EngineSettings QUICK =
      new EngineSettings(
          Duration.ofSeconds(5),
          Duration.ofSeconds(20),
          Duration.ofMillis(20),
          Duration.ofSeconds(60),
          Duration.ofSeconds(1),
          Duration.ofMillis(500));

  static final TenantEngine ENGINE = new TenantEngine(QUICK);

  TestTenant inSchema(String other) {
    return new TestTenant(server, database, other);
  }

  TenantId id() {
    return new TenantId("acme");
  }

  TenantAddress address() {
    return new TenantAddress(server.url(), database, schema, "tenant_login", Secret.of("right"));
  }

  MigrationRequest request(PreparedRelease release, long epoch) {
    return request(release, epoch, Map.of("plan", "gold"), false, null, null);
  }

  /** With all that a shard and a rollout may say of a tenant. */
  MigrationRequest request(
      PreparedRelease release,
      long epoch,
      Map<String, String> labels,
      boolean sharesDatabase,
      @Nullable Duration replicaLag,
      @Nullable String environment) {
    return new MigrationRequest(
        id(),
        address(),
        release,
        Map.of(),
        labels,
        new Epoch(0, epoch),
        ROLLOUT,
        AttemptId.random(),
        Duration.ofSeconds(60),
        sharesDatabase,
        replicaLag,
        environment);
  }

  MigrationRequest requestVia(String url, PreparedRelease release) {
    MigrationRequest plain = request(release, 1);
    return new MigrationRequest(
        plain.tenant(),
        new TenantAddress(url, database, schema, "tenant_login", Secret.of("right")),
        release,
        plain.placeholders(),
        plain.labels(),
        plain.epoch(),
        plain.rollout(),
        plain.attempt(),
        plain.timeLimit());
  }

  MigrationRequest requestWithin(Duration limit, PreparedRelease release) {
    MigrationRequest plain = request(release, 1);
    return new MigrationRequest(
        plain.tenant(),
        plain.address(),
        release,
        plain.placeholders(),
        plain.labels(),
        plain.epoch(),
        plain.rollout(),
        plain.attempt(),
        limit);
  }

  Outcome migrate(PreparedRelease release) {
    return migrate(release, 1);
  }

  Outcome migrate(PreparedRelease release, long epoch) {
    return ENGINE.migrate(request(release, epoch), MigrationListener.none());
  }

  Connection connect() throws SQLException {
    return server.connect(database);
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of all rows, as text. */
  List<String> query(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }

  /** Whether a query has rows; for awaits. */
  boolean is(String condition) throws SQLException {
    return query("select " + condition).equals(List.of("t"));
  }

  List<String> history() throws SQLException {
    return query(
        "select coalesce(version, description) from "
            + new TenantTables(schema).history()
            + " where success order by installed_rank");
  }

  List<String> receipts() throws SQLException {
    return query(
        "select coalesce(version, script) from "
            + new TenantTables(schema).receipt()
            + " order by id");
  }

  List<String> ledger() throws SQLException {
    return query("select version from ledger order by 1");
  }

  boolean exists(String relation) throws SQLException {
    return is("to_regclass('%s.%s') is not null".formatted(schema, relation));
  }

  /** How many sessions the database has seen end; asked from elsewhere. */
  int sessions() throws SQLException {
    return Integer.parseInt(
        elsewhere()
            .query("select sessions from pg_stat_database where datname = '%s'".formatted(database))
            .getFirst());
  }

  boolean noBackends() throws SQLException {
    return elsewhere()
        .is("not exists (select from pg_stat_activity where datname = '%s')".formatted(database));
  }

  void awaitNoBackendButOurs() {
    await().atMost(Duration.ofSeconds(10)).until(this::noBackends);
  }

  private TestTenant elsewhere() {
    return new TestTenant(server, "postgres", "public");
  }

  /** Columns, constraints and indexes of a table as the catalog has them. */
  List<String> describe(String table) throws SQLException {
    return query(
        """
        select format('%%s %%s %%s %%s %%s', attnum, attname, format_type(atttypid, atttypmod),
                      attnotnull, pg_get_expr(adbin, adrelid))
          from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
          where attrelid = '%1$s'::regclass and attnum > 0
        union all
        select conname || ' ' || pg_get_constraintdef(oid)
          from pg_constraint where conrelid = '%1$s'::regclass
        union all
        select pg_get_indexdef(indexrelid) from pg_index where indrelid = '%1$s'::regclass
        order by 1
        """
            .formatted(table));
  }

  Flyway stockFlyway(PreparedRelease release) {
    return stockFlyway(release, "1");
  }

  /** Stock Flyway on the same scripts, with its default lock and its own connections. */
  Flyway stockFlyway(PreparedRelease release, String baselineVersion) {
    MigrationRequest request = request(release, 1);
    FluentConfiguration configuration =
        Flyway.configure()
            .dataSource(server.url().replace("/postgres", "/" + database), "tenant_login", "right")
            .defaultSchema(schema)
            .createSchemas(false)
            .locations(new String[0])
            .resourceProvider(release.resources())
            .baselineVersion(baselineVersion)
            .outOfOrder(release.settings().outOfOrder())
            .placeholders(request.allPlaceholders());
    return configuration.load();
  }
}
