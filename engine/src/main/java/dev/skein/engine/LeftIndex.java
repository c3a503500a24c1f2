package dev.skein.engine;

import dev.skein.engine.Pipeline.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/**
 * What an earlier attempt left of an index that it was building concurrently when it was cut off:
 * the fence says which script that was. Call with the tenant's lock.
 *
 * @param valid whether it was built to its end, though not recorded
 */
record LeftIndex(String name, boolean valid) {

  /** Null where the script builds no index, or left none. */
  static @Nullable LeftIndex of(
      Connection connection,
      TenantTables tables,
      PreparedRelease release,
      TenantPlaceholders placeholders,
      PreparedScript script)
      throws SQLException {
    ConcurrentIndex index = index(release, placeholders, script);
    if (index == null) {
      return null;
    }
    List<Row> rows =
        Pipeline.all(
                connection,
                List.of(
                    Pipeline.single(
                        "select set_config('search_path', %s, false)"
                            .formatted(Literal.of(TenantTables.quote(tables.schema())))),
                    Pipeline.single(
                        """
                        select format('%%I.%%I', n.nspname, c.relname), i.indisvalid
                          from pg_catalog.pg_index i
                            join pg_catalog.pg_class c on c.oid = i.indexrelid
                            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                          where c.relname = %s and i.indrelid = to_regclass(%s)
                            and exists (select from %s where running = %s)\
                        """
                            .formatted(
                                Literal.of(index.name()),
                                Literal.of(index.table()),
                                tables.fence(),
                                Literal.of(script.path())))))
            .get(1)
            .rows();
    return rows.isEmpty()
        ? null
        : new LeftIndex(Objects.requireNonNull(rows.getFirst().text(0)), rows.getFirst().isTrue(1));
  }

  private static @Nullable ConcurrentIndex index(
      PreparedRelease release, TenantPlaceholders placeholders, PreparedScript script) {
    try {
      return release.parsed(script, placeholders).index();
    } catch (FlywayException e) {
      // It names a placeholder that nobody gave, so it never ran.
      return null;
    }
  }

  void drop(Connection connection) throws SQLException {
    Pipeline.all(connection, List.of(Pipeline.single("drop index concurrently " + name)));
  }
}
