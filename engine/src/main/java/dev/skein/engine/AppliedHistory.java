package dev.skein.engine;

import dev.skein.contracts.id.SchemaVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A history folded to what counts now: repairs and undos taken into account. */
final class AppliedHistory {
  private final NavigableMap<SchemaVersion, HistoryRow> versions = new TreeMap<>();
  private final Map<String, HistoryRow> repeatables = new HashMap<>();
  private final List<HistoryRow> failed = new ArrayList<>();
  private @Nullable SchemaVersion baseline;

  /** Rows in the order of their ranks. */
  AppliedHistory(List<HistoryRow> rows) {
    rows.forEach(this::add);
  }

  private void add(HistoryRow row) {
    if (row.isDelete()) {
      remove(row);
    } else if (!row.success()) {
      failed.add(row);
    } else if (row.isUndo()) {
      remove(row);
    } else if (row.version() == null) {
      if (!row.isSynthetic()) {
        repeatables.put(row.description(), row);
      }
    } else if (row.isBaseline()) {
      SchemaVersion at = new SchemaVersion(row.version());
      baseline = baseline == null || baseline.compareTo(at) < 0 ? at : baseline;
    } else if (!row.isSynthetic()) {
      versions.put(new SchemaVersion(row.version()), row);
    }
  }

  private void remove(HistoryRow row) {
    if (row.version() == null) {
      repeatables.remove(row.description());
    } else {
      versions.remove(new SchemaVersion(row.version()));
    }
    if (row.isDelete()) {
      failed.removeIf(
          other ->
              row.version() == null
                  ? other.version() == null && other.description().equals(row.description())
                  : row.version().equals(other.version()));
    }
  }

  /** Applied by a script, by version; baselines are not in it. */
  NavigableMap<SchemaVersion, HistoryRow> versions() {
    return versions;
  }

  /** The last run that worked, by description. */
  Map<String, HistoryRow> repeatables() {
    return repeatables;
  }

  List<HistoryRow> failed() {
    return failed;
  }

  boolean isAtOrBelowBaseline(SchemaVersion version) {
    return baseline != null && version.compareTo(baseline) <= 0;
  }

  /** The version that the tenant stands at; empty for a fresh one. */
  Optional<SchemaVersion> current() {
    SchemaVersion highest = versions.isEmpty() ? null : versions.lastKey();
    if (highest == null || (baseline != null && baseline.compareTo(highest) > 0)) {
      return Optional.ofNullable(baseline);
    }
    return Optional.of(highest);
  }
}
