package dev.skein.engine;

import org.jspecify.annotations.Nullable;
import org.postgresql.core.NativeQuery;

/**
 * One statement of a script.
 *
 * @param line where it starts, from 1
 */
record PlainStatement(NativeQuery query, int line) {

  /**
   * The line of an error in it.
   *
   * @param position in code points from 1; 0 where the server gave none
   */
  int lineOf(int position) {
    return lineOf(line, query.nativeSql, position);
  }

  static int lineOf(int firstLine, @Nullable String sql, int position) {
    if (sql == null || position < 1 || position > sql.codePointCount(0, sql.length())) {
      return firstLine;
    }
    int end = sql.offsetByCodePoints(0, position - 1);
    return firstLine + (int) sql.substring(0, end).chars().filter(c -> c == '\n').count();
  }
}
