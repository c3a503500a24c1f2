package dev.skein.engine;

import dev.skein.contracts.answer.LockTaken;
import dev.skein.contracts.answer.Rewrite;
import dev.skein.engine.Pipeline.Answer;
import dev.skein.engine.Pipeline.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.NativeQuery;

/**
 * What scripts leave behind in an open transaction: the locks on what was there before them, and
 * the tables that they wrote anew, which have another file since.
 */
final class Traces {
  /** Whatever path the script has left. */
  private static final NativeQuery SEARCH_PATH =
      Pipeline.single("set local search_path to pg_catalog, pg_temp");

  private static final List<String> STRENGTH =
      List.of(
          "ACCESS EXCLUSIVE",
          "EXCLUSIVE",
          "SHARE ROW EXCLUSIVE",
          "SHARE",
          "SHARE UPDATE EXCLUSIVE",
          "ROW EXCLUSIVE",
          "ROW SHARE",
          "ACCESS SHARE");

  private final TenantTables tables;
  private final Map<String, Relation> before;
  private final Map<String, String> files = new HashMap<>();
  private final Set<String> known = new HashSet<>();

  /**
   * Something in the tenant's schema.
   *
   * @param bytes of a table, indexes included
   */
  private record Relation(String name, String kind, long bytes) {}

  /** What one script added. */
  record Left(List<LockTaken> locks, List<Rewrite> rewrites) {}

  private Traces(TenantTables tables, Map<String, Relation> before) {
    this.tables = tables;
    this.before = before;
  }

  /** Call outside the transaction, before it begins. */
  static Traces before(Connection connection, TenantTables tables) throws SQLException {
    Map<String, Relation> before = new HashMap<>();
    Traces traces = new Traces(tables, before);
    String sql =
        """
        select c.oid, quote_ident(c.relname), c.relkind, c.relfilenode,
               case when c.relkind in ('r', 'm') then pg_total_relation_size(c.oid) else 0 end
          from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
          where n.nspname = %s\
        """
            .formatted(Literal.of(tables.schema()));
    for (Row row : Pipeline.one(connection, Pipeline.single(sql))) {
      before.put(
          text(row, 0),
          new Relation(text(row, 1), kind(text(row, 2)), Long.parseLong(orZero(row.text(4)))));
      traces.files.put(text(row, 0), text(row, 3));
    }
    return traces;
  }

  /** Call in the transaction, after each script that ran. */
  Left after(Connection connection) throws SQLException {
    List<Answer> answers =
        Pipeline.all(
            connection,
            List.of(
                SEARCH_PATH,
                Pipeline.single(locks()),
                Pipeline.single(tableFiles()),
                Pipeline.single(deferred())));
    deferAgain(connection, answers.get(3).rows().getFirst().text(0));
    return new Left(newLocks(answers.get(1).rows()), rewrites(answers.get(2).rows()));
  }

  private List<LockTaken> newLocks(List<Row> rows) {
    List<LockTaken> locks = new ArrayList<>();
    for (Row row : rows) {
      @Nullable LockTaken lock = lock(row);
      if (lock != null && known.add(text(row, 0) + lock.mode())) {
        locks.add(lock);
      }
    }
    locks.sort(
        Comparator.<LockTaken>comparingInt(lock -> STRENGTH.indexOf(lock.mode()))
            .thenComparing(LockTaken::relation));
    return locks;
  }

  /** Null for what the scripts made themselves, where nobody can wait. */
  private @Nullable LockTaken lock(Row row) {
    Relation relation = before.get(text(row, 0));
    if (relation != null) {
      return new LockTaken(relation.name(), relation.kind(), mode(text(row, 1)));
    }
    String elsewhere = row.text(2);
    return elsewhere == null
        ? null
        : new LockTaken(elsewhere, kind(text(row, 3)), mode(text(row, 1)));
  }

  private List<Rewrite> rewrites(List<Row> rows) {
    List<Rewrite> rewrites = new ArrayList<>();
    for (Row row : rows) {
      Relation relation = before.get(text(row, 0));
      if (relation != null && !text(row, 1).equals(files.put(text(row, 0), text(row, 1)))) {
        rewrites.add(new Rewrite(relation.name(), relation.bytes()));
      }
    }
    return rewrites;
  }

  /**
   * Each script starts with the constraints as they are declared, as in a transaction of its own.
   */
  private static void deferAgain(Connection connection, @Nullable String constraints)
      throws SQLException {
    if (constraints != null) {
      Pipeline.all(
          connection,
          List.of(Pipeline.single("set constraints %s deferred".formatted(constraints))));
    }
  }

  /** Named only where it is not in the tenant's schema; the server's own are nobody's concern. */
  private String locks() {
    return """
    select l.relation, l.mode,
           case when n.nspname <> %1$s
             then quote_ident(n.nspname) || '.' || quote_ident(c.relname) end,
           c.relkind
      from pg_locks l
        left join pg_class c on c.oid = l.relation
        left join pg_namespace n on n.oid = c.relnamespace
      where l.pid = pg_backend_pid() and l.locktype = 'relation' and l.granted
        and coalesce(n.nspname, '') not in ('pg_catalog', 'pg_toast', 'information_schema')\
    """
        .formatted(Literal.of(tables.schema()));
  }

  private String tableFiles() {
    return """
    select c.oid, c.relfilenode
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = %s and c.relkind in ('r', 'm')
      order by c.relname\
    """
        .formatted(Literal.of(tables.schema()));
  }

  private String deferred() {
    return """
    select string_agg(quote_ident(n.nspname) || '.' || quote_ident(c.conname), ', ')
      from pg_constraint c join pg_namespace n on n.oid = c.connamespace
      where n.nspname = %s and c.condeferred\
    """
        .formatted(Literal.of(tables.schema()));
  }

  /** {@code AccessExclusiveLock} as statements have it. */
  private static String mode(String lock) {
    return lock.replace("Lock", "").replaceAll("(?<=[a-z])(?=[A-Z])", " ").toUpperCase(Locale.ROOT);
  }

  private static String kind(String relkind) {
    return switch (relkind) {
      case "i", "I" -> "index";
      case "S" -> "sequence";
      case "v" -> "view";
      case "m" -> "materialized view";
      case "f" -> "foreign table";
      case "c" -> "type";
      default -> "table";
    };
  }

  private static String orZero(@Nullable String number) {
    return number == null ? "0" : number;
  }

  private static String text(Row row, int column) {
    return Objects.requireNonNull(row.text(column));
  }
}
