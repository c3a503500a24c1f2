package dev.skein.engine;

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
