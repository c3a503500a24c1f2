package dev.skein.engine.fingerprint;

import dev.skein.contracts.catalog.Catalog;
import dev.skein.contracts.catalog.CatalogObject;
import dev.skein.contracts.catalog.ObjectKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a schema's catalog in one round trip, in a read-only transaction of its own that leaves no
 * setting behind. It calls nothing of the tenant's and locks nothing that a migration waits for.
 */
public final class CatalogReader {
  private static final String QUERY = query();

  private CatalogReader() {}

  /**
   * The catalog; empty when the database has no such schema.
   *
   * @param connection in auto-commit mode, and so afterwards; another one is an {@link
   *     IllegalArgumentException}
   */
  public static Optional<Catalog> read(Connection connection, String schema) throws SQLException {
    if (!connection.getAutoCommit()) {
      throw new IllegalArgumentException("expected a connection in auto-commit mode");
    }
    int major = connection.getMetaData().getDatabaseMajorVersion();
    try (Statement statement = connection.createStatement()) {
      statement.execute(message(schema));
      try (ResultSet there = nextRows(statement)) {
        there.next();
        if (!there.getBoolean(1)) {
          return Optional.empty();
        }
      }
      try (ResultSet rows = nextRows(statement)) {
        return Optional.of(new Catalog(major, objects(rows, new SchemaName(schema))));
      }
    } catch (SQLException e) {
      endTransaction(connection);
      throw e;
    }
  }

  /**
   * First the settings that change how PostgreSQL writes a definition, then the query, parsed while
   * nothing of the tenant's is in sight; a cursor, so that it can run with the tenant's schema in
   * sight.
   */
  private static String message(String schema) {
    return """
    begin read only;
    set local search_path to pg_catalog, pg_temp;
    set local skein.schema = %1$s;
    set local datestyle to iso, mdy;
    set local intervalstyle to postgres;
    set local timezone to 'UTC';
    set local bytea_output to hex;
    set local extra_float_digits to 1;
    set local quote_all_identifiers to off;
    set local jit to off;
    select exists (select from pg_namespace where nspname = current_setting('skein.schema'));
    declare skein_catalog no scroll cursor for
    %3$s;
    set local search_path to %2$s, pg_catalog, pg_temp;
    fetch all from skein_catalog;
    rollback
    """
        .formatted(literal(schema), identifier(schema), QUERY);
  }

  private static List<CatalogObject> objects(ResultSet rows, SchemaName schema)
      throws SQLException {
    List<CatalogObject> objects = new ArrayList<>();
    while (rows.next()) {
      ObjectKind kind = ObjectKind.of(rows.getString(1));
      String definition = rows.getString(4);
      objects.add(
          new CatalogObject(
              kind,
              rows.getString(2),
              rows.getString(3),
              switch (kind) {
                case FUNCTION, PROCEDURE -> schema.outOfRoutine(definition);
                default -> schema.outOfExpression(definition);
              },
              rows.getObject(5, Integer.class)));
    }
    return objects;
  }

  /** Passes over what only counts. */
  private static ResultSet nextRows(Statement statement) throws SQLException {
    @Nullable ResultSet rows = statement.getResultSet();
    while (rows == null || rows.isClosed()) {
      if (!statement.getMoreResults() && statement.getUpdateCount() < 0) {
        throw new IllegalStateException("expected one more result");
      }
      rows = statement.getResultSet();
    }
    return rows;
  }

  private static void endTransaction(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("rollback");
    } catch (SQLException e) {
      // What failed first is what is told; a connection that is gone has no transaction.
    }
  }

  private static String literal(String text) {
    // Doubled backslashes mean the same whatever standard_conforming_strings says.
    return "E'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
  }

  private static String identifier(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static String query() {
    try (@Nullable InputStream in = CatalogReader.class.getResourceAsStream("catalog.sql")) {
      if (in == null) {
        throw new IllegalStateException("catalog.sql is missing beside its reader");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
