package dev.skein.engine;

import dev.skein.contracts.id.SchemaVersion;
import java.util.List;

/** Whether a history leaves room for a baseline; pure, and as stock Flyway sees it. */
final class BaselineRules {
  private BaselineRules() {}

  /** What a history says to a baseline. */
  enum Room {
    /** None was written yet. */
    FREE,
    /** The same one is there. */
    ALREADY,
    /** Something else is there. */
    MANAGED
  }

  static Room judge(List<HistoryRow> history, SchemaVersion version) {
    for (HistoryRow row : history) {
      String at = row.version();
      if (row.isBaseline() && at != null) {
        return new SchemaVersion(at).compareTo(version) == 0 ? Room.ALREADY : Room.MANAGED;
      }
    }
    // Flyway notes here that it made the schema itself, which brings no version.
    return history.stream().allMatch(row -> row.type().equals("SCHEMA")) ? Room.FREE : Room.MANAGED;
  }
}
