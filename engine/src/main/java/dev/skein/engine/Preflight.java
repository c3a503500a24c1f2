package dev.skein.engine;

import dev.skein.release.bundle.ReleaseSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an attempt decides by: once the session, then, under the lock, the tenant's tables.
 */
final class Preflight {
  /** The first server with client_connection_check_interval. */
  static final int OLDEST_SERVER = 14;

  private static final String UNDEFINED_TABLE = "42P01";

  private static final String SESSION =
      """
      select set_config('lock_timeout', ?, false),
             set_config('statement_timeout', ?, false),
             set_config('idle_in_transaction_session_timeout', ?, false),
             set_config('client_connection_check_interval', ?, false),
             set_config('default_transaction_isolation', 'read committed', false),
             pg_backend_pid(),
             (select backend_start from pg_stat_get_activity(pg_backend_pid())),
             exists (select from pg_catalog.pg_namespace where nspname = ?),
             current_setting('search_path'), current_setting('role')
      """;

  private static final String TABLES =
      """
      select bool_or(relname = '%s'), bool_or(relname = '%s'), bool_or(relname = '%s')
      from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      where n.nspname = ?
      """
          .formatted(TenantTables.HISTORY, TenantTables.RECEIPT, TenantTables.FENCE);

  /** Flyway's own idea of an empty schema, by its own query. */
  private static final String SCHEMA_IS_EMPTY =
      """
      select not exists (
        select from pg_catalog.pg_class c
          join pg_catalog.pg_namespace n on n.oid = c.relnamespace
          left join pg_catalog.pg_depend d on d.objid = c.oid and d.deptype = 'e'
          where n.nspname = ? and d.objid is null and c.relkind in ('r', 'v', 'S', 't')
        union all
        select from pg_catalog.pg_type t
          join pg_catalog.pg_namespace n on n.oid = t.typnamespace
          left join pg_catalog.pg_depend d on d.objid = t.oid and d.deptype = 'e'
          where n.nspname = ? and d.objid is null and t.typcategory not in ('A', 'C')
        union all
        select from pg_catalog.pg_proc p
          join pg_catalog.pg_namespace n on n.oid = p.pronamespace
          left join pg_catalog.pg_depend d on d.objid = p.oid and d.deptype = 'e'
          where n.nspname = ? and d.objid is null)
      """;

  private final Connection connection;
  private final TenantTables tables;
  private final String readAll;

  Preflight(Connection connection, TenantTables tables) {
    this.connection = connection;
    this.tables = tables;
    this.readAll = history() + ";" + receipts() + ";" + fence();
  }

  TenantSession openSession(ReleaseSettings release, EngineSettings settings) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SESSION)) {
      statement.setString(1, millis(release.lockTimeout()));
      statement.setString(2, millis(release.statementTimeout()));
      statement.setString(3, millis(settings.idleInTransaction()));
      statement.setString(4, millis(settings.clientConnectionCheck()));
      statement.setString(5, tables.schema());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        OffsetDateTime start = row.getObject(7, OffsetDateTime.class);
        return new TenantSession(
            row.getInt(6),
            start == null ? null : start.toInstant(),
            row.getBoolean(8),
            row.getString(9),
            row.getString(10));
      }
    }
  }

  static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }

  /**
   * Tries the lock and reads the tables in one message: separate statements, since one statement
   * would read by a snapshot from before the lock. Empty while another holds the lock.
   */
  Optional<TenantState> tryLockAndRead() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(lock() + ";" + readAll);
      if (!isTrue(statement)) {
        return Optional.empty();
      }
      List<HistoryRow> history = historyRows(next(statement));
      List<ReceiptRow> receipts = receiptRows(next(statement));
      return Optional.of(
          new TenantState(history, receipts, true, fenceRow(next(statement)), false));
    } catch (SQLException e) {
      if (!UNDEFINED_TABLE.equals(e.getSQLState())) {
        throw e;
      }
      return tryLockAndReadWhatIsThere();
    }
  }

  /** A tenant without some of the tables. The lock may be held twice by now, which is no harm. */
  private Optional<TenantState> tryLockAndReadWhatIsThere() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(lock());
      if (!isTrue(statement)) {
        return Optional.empty();
      }
    }
    return Optional.of(readWhatIsThere());
  }

  /** Reads the tables, which are all there, in one message. */
  TenantState read() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(readAll);
      List<HistoryRow> history = historyRows(statement.getResultSet());
      List<ReceiptRow> receipts = receiptRows(next(statement));
      return new TenantState(history, receipts, true, fenceRow(next(statement)), false);
    }
  }

  private TenantState readWhatIsThere() throws SQLException {
    boolean[] there = new boolean[3];
    try (PreparedStatement statement = connection.prepareStatement(TABLES)) {
      statement.setString(1, tables.schema());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        for (int i = 0; i < there.length; i++) {
          there[i] = row.getBoolean(i + 1);
        }
      }
    }
    try (Statement statement = connection.createStatement()) {
      return new TenantState(
          there[0] ? historyRows(statement.executeQuery(history())) : null,
          there[1] ? receiptRows(statement.executeQuery(receipts())) : null,
          there[2],
          there[2] ? fenceRow(statement.executeQuery(fence())) : null,
          !there[0] && schemaIsEmpty());
    }
  }

  private boolean schemaIsEmpty() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SCHEMA_IS_EMPTY)) {
      for (int i = 1; i <= 3; i++) {
        statement.setString(i, tables.schema());
      }
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private String lock() {
    return "select pg_try_advisory_lock(%d)".formatted(tables.lockKey());
  }

  private String history() {
    return """
    select "installed_rank", "version", "description", "type", "script", "checksum", "success"
    from %s order by "installed_rank"
    """
        .formatted(tables.history());
  }

  private String receipts() {
    return "select version, script, sha256, attempt, mode from %s".formatted(tables.receipt());
  }

  private String fence() {
    return "select tenant, epoch, attempt from %s".formatted(tables.fence());
  }

  private static boolean isTrue(Statement statement) throws SQLException {
    try (ResultSet row = statement.getResultSet()) {
      return row.next() && row.getBoolean(1);
    }
  }

  private static ResultSet next(Statement statement) throws SQLException {
    if (!statement.getMoreResults()) {
      throw new IllegalStateException("expected one more result");
    }
    return statement.getResultSet();
  }

  private static List<HistoryRow> historyRows(ResultSet rows) throws SQLException {
    List<HistoryRow> history = new ArrayList<>();
    while (rows.next()) {
      history.add(
          new HistoryRow(
              rows.getInt(1),
              rows.getString(2),
              rows.getString(3),
              rows.getString(4),
              rows.getString(5),
              rows.getObject(6, Integer.class),
              rows.getBoolean(7)));
    }
    return history;
  }

  private static List<ReceiptRow> receiptRows(ResultSet rows) throws SQLException {
    List<ReceiptRow> receipts = new ArrayList<>();
    while (rows.next()) {
      receipts.add(
          new ReceiptRow(
              rows.getString(1),
              rows.getString(2),
              rows.getString(3),
              rows.getString(4),
              rows.getString(5)));
    }
    return receipts;
  }

  private static @Nullable FenceRow fenceRow(ResultSet rows) throws SQLException {
    return rows.next() ? new FenceRow(rows.getString(1), rows.getLong(2), rows.getString(3)) : null;
  }
}
