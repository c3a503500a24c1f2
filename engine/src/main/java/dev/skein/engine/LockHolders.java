package dev.skein.engine;

import dev.skein.engine.Pipeline.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who holds an advisory lock of one number, and how to end such a session. */
record LockHolders(Connection connection, long key) {

  /** A session that holds the lock: its server process and what it calls itself. */
  record LockHolder(int pid, String application) {}

  /** Null when nobody does, or one whom this login may not see. */
  @Nullable LockHolder first() throws SQLException {
    String sql =
        """
        select a.pid, a.application_name
          from pg_catalog.pg_locks l join pg_catalog.pg_stat_activity a on a.pid = l.pid
          where l.locktype = 'advisory' and l.granted and l.objsubid = 1
            and l.database = (select oid from pg_catalog.pg_database
                              where datname = current_database())
            and l.classid::bigint << 32 | l.objid::bigint = %d
            and a.usename = session_user and a.pid <> pg_backend_pid()\
        """
            .formatted(key);
    List<Row> rows = Pipeline.one(connection, Pipeline.single(sql));
    return rows.isEmpty()
        ? null
        : new LockHolder(Integer.parseInt(text(rows.getFirst(), 0)), text(rows.getFirst(), 1));
  }

  /** An attempt that was given up may still hold the lock, stopped or out of reach. */
  void endPredecessor(SessionName successor) throws SQLException {
    LockHolder holder = first();
    if (holder != null
        && SessionName.parse(holder.application()).filter(successor::succeeds).isPresent()) {
      Pipeline.one(
          connection, Pipeline.single("select pg_terminate_backend(%d)".formatted(holder.pid())));
    }
  }

  private static String text(Row row, int column) {
    return Objects.requireNonNull(row.text(column));
  }
}
