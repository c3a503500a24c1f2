package dev.skein.engine;

import dev.skein.engine.Pipeline.Row;
import java.util.ArrayList;
import java.util.List;

/**
 * The histories that a release met last. Tenants that went the same way have the same rows, byte
 * for byte, so that a history is read and judged at the first of them and recognised at the others:
 * 300 rows cost more to judge than the server takes to send them. Safe for use by many threads.
 */
final class HistoryChecks {
  /** As many ways as a fleet's tenants usually came; a history that is not kept is judged anew. */
  private static final int KEPT = 16;

  private final PreparedRelease release;
  private volatile List<Met> met = List.of();

  private record Met(List<Row> raw, HistoryCheck check) {}

  HistoryChecks(PreparedRelease release) {
    this.release = release;
  }

  /** The rows as values: the same list for the same rows. */
  List<HistoryRow> rows(List<Row> raw) {
    for (Met one : met) {
      if (same(one.raw(), raw)) {
        return one.check().rows();
      }
    }
    HistoryCheck check = new HistoryCheck(release, HistoryRow.read(raw));
    keep(new Met(raw, check));
    return check.rows();
  }

  /** Of rows that {@link #rows} gave, or of any others. */
  @SuppressWarnings("ReferenceEquality") // To compare the rows is what is saved here.
  HistoryCheck check(List<HistoryRow> rows) {
    for (Met one : met) {
      if (one.check().rows() == rows) {
        return one.check();
      }
    }
    return new HistoryCheck(release, rows);
  }

  private synchronized void keep(Met latest) {
    List<Met> kept = new ArrayList<>(KEPT);
    kept.add(latest);
    met.stream().limit(KEPT - 1).forEach(kept::add);
    met = List.copyOf(kept);
  }

  /** From the end, where histories differ if they do. */
  private static boolean same(List<Row> left, List<Row> right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (int i = left.size() - 1; i >= 0; i--) {
      if (!left.get(i).isSame(right.get(i))) {
        return false;
      }
    }
    return true;
  }
}
