package dev.skein.engine;

import dev.skein.contracts.id.AttemptId;
import dev.skein.engine.Pipeline.Answer;
import dev.skein.engine.Pipeline.Replies;
import dev.skein.engine.Pipeline.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.NativeQuery;

/** Takes the tenant's lock and reads, under it, what an attempt decides by. */
final class Preflight {
  /** The first server with client_connection_check_interval. */
  static final int OLDEST_SERVER = 14;

  private static final String UNDEFINED_TABLE = "42P01";

  /** Of two locks the first may be ours. */
  private static final NativeQuery RELEASE = Pipeline.single("select pg_advisory_unlock_all()");

  private final Connection connection;
  private final TenantTables tables;
  private final Function<List<Row>, List<HistoryRow>> histories;
  private final List<NativeQuery> lockAndRead;
  private @Nullable TenantSession session;

  /** For whom no release is at hand. */
  Preflight(Connection connection, TenantTables tables) {
    this(connection, tables, HistoryRow::read);
  }

  /**
   * @param histories reads the rows of the history, as {@link HistoryRow#read} or {@link
   *     HistoryChecks#rows} do
   */
  Preflight(
      Connection connection, TenantTables tables, Function<List<Row>, List<HistoryRow>> histories) {
    this.connection = connection;
    this.tables = tables;
    this.histories = histories;
    this.lockAndRead =
        List.of(Pipeline.single(lock()), Pipeline.single(history()), Pipeline.single(fence()));
  }

  static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }

  /**
   * Tries the lock and reads the tables in one message: separate statements, since one statement
   * would read by a snapshot from before the lock. Empty while another holds the lock.
   */
  Optional<TenantState> tryLockAndRead() throws SQLException {
    return ask(lockAndRead);
  }

  /** Reads without the lock: what is committed now, also while a migration runs. */
  TenantState read() throws SQLException {
    return ask(List.of(
            Pipeline.single(session("true")), Pipeline.single(history()), Pipeline.single(fence())))
        .orElseThrow();
  }

  private Optional<TenantState> ask(List<NativeQuery> statements) throws SQLException {
    Replies replies = Pipeline.send(connection, statements);
    if (replies.answers().isEmpty()) {
      throw Objects.requireNonNull(replies.error());
    }
    Row locked = replies.answers().getFirst().rows().getFirst();
    if (session == null) {
      session =
          new TenantSession(Integer.parseInt(text(locked, 1)), text(locked, 2), text(locked, 3));
    }
    if (!locked.isTrue(0)) {
      Pipeline.one(connection, RELEASE);
      return Optional.empty();
    }
    SQLException error = replies.error();
    if (error == null) {
      return Optional.of(
          TenantState.known(
              histories.apply(replies.answers().get(1).rows()),
              fenceRow(replies.answers().get(2).rows())));
    }
    if (!UNDEFINED_TABLE.equals(error.getSQLState())) {
      throw error;
    }
    return Optional.of(readWhatIsThere());
  }

  /** As it was at the first look, before any script. */
  TenantSession session() {
    return Objects.requireNonNull(session, "the lock was not tried yet");
  }

  /** Those who hold the tenant's lock. */
  LockHolders lockHolders() {
    return new LockHolders(connection, tables.lockKey());
  }

  /**
   * What an attempt left behind.
   *
   * @param rank the first that was free in the history before it
   */
  Written written(int rank, AttemptId attempt) throws SQLException {
    return written(rank, attempt, "where attempt = " + Literal.of(attempt.value()));
  }

  /**
   * What an attempt left behind at the end of its tables, where it is unless another came between.
   * A tenant may have thousands of receipts, none of which is read for this.
   *
   * @param receipts how many to look at
   */
  Written writtenLast(int rank, AttemptId attempt, int receipts) throws SQLException {
    return written(rank, attempt, "order by id desc limit " + receipts);
  }

  private Written written(int rank, AttemptId attempt, String receipts) throws SQLException {
    List<Answer> answers =
        Pipeline.all(
            connection,
            List.of(
                Pipeline.single(history("where \"installed_rank\" >= " + rank)),
                Pipeline.single(
                    "select script, sha256, attempt, mode from %s %s"
                        .formatted(tables.receipt(), receipts))));
    return new Written(
        HistoryRow.read(answers.get(0).rows()),
        answers.get(1).rows().stream()
            .filter(row -> text(row, 2).equals(attempt.value()))
            .filter(row -> ReceiptRow.OF_SCRIPTS.contains(text(row, 3)))
            .map(row -> new ReceiptRow(text(row, 0), text(row, 1)))
            .toList());
  }

  /** Rows of the history and receipts of one attempt. */
  record Written(List<HistoryRow> history, List<ReceiptRow> receipts) {}

  private TenantState readWhatIsThere() throws SQLException {
    Row there =
        one("""
        select coalesce(bool_or(c.relname = '%1$s'), false),
               coalesce(bool_or(c.relname = '%2$s'), false),
               coalesce(bool_or(c.relname = '%3$s'), false), count(n.oid) > 0
        from pg_catalog.pg_namespace n
          left join pg_catalog.pg_class c
            on c.relnamespace = n.oid and c.relname in ('%1$s', '%2$s', '%3$s')
        where n.nspname = %4$s\
        """
                .formatted(
                    TenantTables.HISTORY,
                    TenantTables.RECEIPT,
                    TenantTables.FENCE,
                    Literal.of(tables.schema())))
            .getFirst();
    boolean hasHistory = there.isTrue(0);
    boolean hasFence = there.isTrue(2);
    return new TenantState(
        there.isTrue(3),
        hasHistory ? histories.apply(one(history())) : null,
        there.isTrue(1),
        hasFence,
        hasFence ? fenceRow(one(fence())) : null,
        !hasHistory && schemaIsEmpty());
  }

  /**
   * Flyway's own idea of an empty schema. By what depends on the schema, which has an index: a
   * database of ten thousand schemas has a million objects, which Flyway's own query looks through.
   */
  private boolean schemaIsEmpty() throws SQLException {
    String sql =
        """
        select not exists (
          select from pg_catalog.pg_namespace n
            join pg_catalog.pg_depend o
              on o.refclassid = 'pg_catalog.pg_namespace'::regclass and o.refobjid = n.oid
            left join pg_catalog.pg_class c
              on o.classid = 'pg_catalog.pg_class'::regclass and c.oid = o.objid
            left join pg_catalog.pg_type t
              on o.classid = 'pg_catalog.pg_type'::regclass and t.oid = o.objid
            where n.nspname = %s
              and (c.relkind in ('r', 'v', 'S', 't') or t.typcategory not in ('A', 'C')
                or o.classid = 'pg_catalog.pg_proc'::regclass)
              and not exists (
                select from pg_catalog.pg_depend e
                  where e.classid = o.classid and e.objid = o.objid and e.deptype = 'e'))\
        """
            .formatted(Literal.of(tables.schema()));
    return one(sql).getFirst().isTrue(0);
  }

  private List<Row> one(String sql) throws SQLException {
    return Pipeline.one(connection, Pipeline.single(sql));
  }

  /**
   * Flyway's lock, and where Prisma keeps a history too, that of its migrate; in the one statement
   * that there is anyway, which names as few functions as it can: a new session looks each up.
   */
  private String lock() {
    return session(
        """
        case when not pg_try_advisory_lock(%1$d) then false
          when to_regclass(%2$s) is null then true
          else pg_try_advisory_lock(%3$d) end\
        """
            .formatted(
                tables.lockKey(), Literal.of(tables.prismaHistory()), TenantTables.PRISMA_LOCK));
  }

  private static String session(String locked) {
    return "select %s, pg_backend_pid(), current_setting('search_path'), current_setting('role')"
        .formatted(locked);
  }

  private String history() {
    return history("");
  }

  private String history(String condition) {
    return """
    select %s from %s %s\
    """
        .formatted(HistoryRow.COLUMNS, tables.history(), condition);
  }

  private String fence() {
    return "select tenant, epoch, attempt from %s".formatted(tables.fence());
  }

  private static @Nullable FenceRow fenceRow(List<Row> rows) {
    return rows.isEmpty()
        ? null
        : new FenceRow(
            text(rows.getFirst(), 0),
            Long.parseLong(text(rows.getFirst(), 1)),
            text(rows.getFirst(), 2));
  }

  private static String text(Row row, int column) {
    return Objects.requireNonNull(row.text(column));
  }
}
