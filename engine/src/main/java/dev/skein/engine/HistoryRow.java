package dev.skein.engine;

import dev.skein.engine.Pipeline.Row;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One row of Flyway's history, as it stands. */
record HistoryRow(
    int rank,
    @Nullable String version,
    String description,
    String type,
    String script,
    @Nullable Integer checksum,
    boolean success) {
  /** What is asked of the table for {@link #read}. */
  static final String COLUMNS =
      """
      "installed_rank", "version", "description", "type", "script", "checksum", "success\"\
      """;

  /**
   * By rank. Sorted here: to a session that is milliseconds old an ORDER BY costs a twentieth of
   * all.
   *
   * @param rows in any order, by the columns of {@link #COLUMNS}
   */
  static List<HistoryRow> read(List<Row> rows) {
    return rows.stream()
        .map(HistoryRow::read)
        .sorted(Comparator.comparingInt(HistoryRow::rank))
        .toList();
  }

  private static HistoryRow read(Row row) {
    String checksum = row.text(5);
    return new HistoryRow(
        Integer.parseInt(text(row, 0)),
        row.text(1),
        text(row, 2),
        text(row, 3),
        text(row, 4),
        checksum == null ? null : Integer.valueOf(checksum),
        row.isTrue(6));
  }

  private static String text(Row row, int column) {
    return Objects.requireNonNull(row.text(column));
  }

  /** Rows that tell of no script: made at first contact, at a baseline, by a repair. */
  boolean isSynthetic() {
    return type.equals("SCHEMA") || type.equals("DELETE") || isBaseline();
  }

  boolean isDelete() {
    return type.equals("DELETE");
  }

  boolean isBaseline() {
    return type.endsWith("BASELINE");
  }

  boolean isUndo() {
    return type.startsWith("UNDO_");
  }

  boolean isSql() {
    return type.equals("SQL");
  }
}
