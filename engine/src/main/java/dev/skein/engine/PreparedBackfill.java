package dev.skein.engine;

import dev.skein.engine.Pipeline.Row;
import dev.skein.release.backfill.Backfill;
import dev.skein.release.backfill.BackfillScript;
import dev.skein.release.bundle.ScriptSettings;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.NativeQuery;

/**
 * A backfill's statement, and how a batch of it is sent. One that walks along a key is wrapped, so
 * that the server itself, which knows the key's type, finds the last one and whether it moved.
 *
 * @param backfill how it runs
 * @param script its statement, before placeholders are replaced
 */
record PreparedBackfill(Backfill backfill, PreparedScript script) {
  private static final String BEFORE = "with skein(key) as (";

  /** Anything but one statement is an {@link IllegalArgumentException} that names the file. */
  static PreparedBackfill of(BackfillScript script) {
    int statements;
    try {
      statements = Pipeline.prepare(script.text()).size();
    } catch (SQLException e) {
      throw new IllegalArgumentException(
          "%s: expected one statement but it cannot be read".formatted(script.path()), e);
    }
    if (statements != 1) {
      throw new IllegalArgumentException(
          "%s: expected one statement but got %d".formatted(script.path(), statements));
    }
    return new PreparedBackfill(
        script.backfill(),
        new PreparedScript(
            script.path(),
            null,
            script.backfill().name().value(),
            script.text(),
            0,
            script.sha256(),
            ScriptSettings.NONE,
            false));
  }

  /** What is sent, and how an error's position leads to a line. */
  record Batch(NativeQuery query, int shift, int firstLine, String sql) {

    @Nullable Integer line(ServerError error) {
      int position = error.position() - shift;
      return error.position() == 0 ? null : PlainStatement.lineOf(firstLine, sql, position);
    }
  }

  /**
   * @param size rows that it asks for
   * @param after the key that it starts after; null for a backfill without one
   */
  Batch batch(MigrationRequest request, int size, @Nullable String after) throws SQLException {
    Map<String, String> values = new HashMap<>(request.allPlaceholders());
    values.put("batch", Integer.toString(size));
    if (after != null) {
      values.put("after", Literal.of(after));
    }
    String text = new TenantPlaceholders(values, request.address(), Instant.now()).text(script);
    String sql = Pipeline.prepare(text).getFirst().nativeSql;
    int start = Math.max(0, text.indexOf(sql.substring(0, Math.min(20, sql.length()))));
    int firstLine = 1 + (int) text.substring(0, start).chars().filter(c -> c == '\n').count();
    return after == null
        ? new Batch(Pipeline.single(sql), 0, firstLine, sql)
        : new Batch(
            Pipeline.single(BEFORE + sql + counted(after)), BEFORE.length(), firstLine, sql);
  }

  /** Counts, finds the last key, and asks whether it is beyond the one that the batch began by. */
  private static String counted(String after) {
    return """
    \n), keys as (
      select count(*) as rows,
             (array_agg(key order by key desc) filter (where key is not null))[1] as last
        from skein)
    select rows, last::text, coalesce(last > %s, false) from keys\
    """
        .formatted(Literal.of(after));
  }

  /**
   * What a batch did.
   *
   * @param changed rows
   * @param key the last one that it came to; null for none
   * @param moved whether that is beyond the one that it started by
   */
  record Result(long changed, @Nullable String key, boolean moved) {

    /** Of the one row that a wrapped statement answers. */
    static Result of(Row row) {
      return new Result(Long.parseLong(String.valueOf(row.text(0))), row.text(1), row.isTrue(2));
    }
  }

  /** What the answer means, or what is wrong with the statement. */
  static Result read(Pipeline.Answer answer, @Nullable String after) {
    List<Row> rows = answer.rows();
    return after == null ? new Result(answer.changed(), null, true) : Result.of(rows.getFirst());
  }
}
