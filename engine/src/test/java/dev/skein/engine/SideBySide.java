package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.catalog.Catalog;
import dev.skein.contracts.catalog.CatalogDiff;
import dev.skein.contracts.report.Outcome;
import dev.skein.engine.fingerprint.CatalogReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/**
 * Two databases that get the same releases, one by the engine, one by stock Flyway, which reads the
 * scripts from a folder: nobody may see which was which.
 */
record SideBySide(TestTenant ours, TestTenant theirs) {

  static SideBySide fresh() {
    return new SideBySide(PostgresServer.get().newDatabase(), PostgresServer.get().newDatabase());
  }

  void prepare(String sql) throws Exception {
    ours.execute(sql);
    theirs.execute(sql);
  }

  /** Brings a release to both, which must succeed, or fail, on both. Whether it succeeded. */
  boolean migrate(Map<String, String> files) throws Exception {
    PreparedRelease release =
        Releases.release(
            files.entrySet().stream()
                .flatMap(file -> Stream.of(file.getKey(), file.getValue()))
                .toArray(String[]::new));
    Outcome outcome = ours.migrate(release);
    boolean succeeded = stockMigrate(files, release);
    assertThat(outcome instanceof Outcome.Applied || outcome instanceof Outcome.AlreadyCurrent)
        .as("stock Flyway %s but the engine: %s", succeeded ? "succeeded" : "failed", outcome)
        .isEqualTo(succeeded);
    compare();
    if (succeeded) {
      ours.stockFlyway(release).validate();
      assertThat(ours.stockFlyway(release).info().pending()).isEmpty();
      assertThat(ours.stockFlyway(release).migrate().migrationsExecuted).isZero();
      assertThat(theirs.migrate(release)).isInstanceOf(Outcome.AlreadyCurrent.class);
    }
    return succeeded;
  }

  private boolean stockMigrate(Map<String, String> files, PreparedRelease release)
      throws IOException {
    Path folder = Files.createTempDirectory("flyway");
    try {
      for (Map.Entry<String, String> file : files.entrySet()) {
        if (!file.getKey().equals("release.yaml")) {
          Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
      }
      MigrationRequest request = theirs.request(release, 1);
      FluentConfiguration configuration = Flyway.configure();
      // Its default lock waits for ever for an index that is built concurrently, and that for it.
      configuration
          .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
          .setTransactionalLock(false);
      configuration
          .dataSource(
              theirs.server().url().replace("/postgres", "/" + theirs.database()),
              "tenant_login",
              "right")
          .defaultSchema(theirs.schema())
          .locations("filesystem:" + folder)
          .outOfOrder(release.settings().outOfOrder())
          .placeholders(request.allPlaceholders())
          .load()
          .migrate();
      return true;
    } catch (FlywayException e) {
      return false;
    } finally {
      try (Stream<Path> paths = Files.walk(folder)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  /** History, catalog, rows and sequences. */
  void compare() throws Exception {
    assertThat(history(ours)).isEqualTo(history(theirs));
    Catalog expected = catalog(theirs);
    assertThat(CatalogDiff.between(expected, catalog(ours)).differences()).isEmpty();
    assertThat(rows(ours)).isEqualTo(rows(theirs));
  }

  private static List<String> history(TestTenant tenant) throws Exception {
    return tenant.exists("flyway_schema_history")
        ? tenant.query(
            """
            select format('%%s|%%s|%%s|%%s|%%s|%%s|%%s|%%s', installed_rank, version, description,
                          type, script, checksum, installed_by, success)
              from "%s".flyway_schema_history order by installed_rank\
            """
                .formatted(tenant.schema()))
        : List.of();
  }

  private static Catalog catalog(TestTenant tenant) throws Exception {
    try (Connection connection = tenant.connect()) {
      return CatalogReader.read(connection, tenant.schema()).orElseThrow();
    }
  }

  private static List<String> rows(TestTenant tenant) throws Exception {
    List<String> rows = new ArrayList<>();
    for (String table :
        tenant.query(
            """
            select format('%I.%I', n.nspname, c.relname)
              from pg_class c join pg_namespace n on n.oid = c.relnamespace
              where n.nspname !~ '^(pg_|information_schema)' and c.relkind in ('r', 'm')
                and c.relname not in ('flyway_schema_history', 'skein_fence', 'skein_receipt')
              order by 1\
            """)) {
      rows.add(table);
      rows.addAll(
          tenant.query(
              "select replace(t::text, '%s', '') from %s t order by 1"
                  .formatted(tenant.database(), table)));
    }
    rows.addAll(
        tenant.query(
            """
            select format('%I.%I %s', schemaname, sequencename, last_value) from pg_sequences
              where sequencename <> 'skein_receipt_id_seq' order by 1\
            """));
    return rows;
  }
}
