package dev.skein.engine;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.release.bundle.ScriptFile;
import dev.skein.release.script.ScriptMark.Compensates;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which scripts of a release take back which others, and what follows for a tenant; pure. A script
 * that takes something back runs where that ran. Where it did not, neither of both runs: they are
 * recorded as skipped, so that all tenants come to one history.
 */
final class Compensations {
  /** By path of the script that compensates. */
  private final Map<String, Compensates> marks = new HashMap<>();

  /** Versions that need not run, since a higher one takes them back. */
  private final Set<SchemaVersion> moot = new HashSet<>();

  Compensations(List<ScriptFile> scripts) {
    for (ScriptFile script : scripts) {
      if (script.mark().orElse(null) instanceof Compensates mark) {
        marks.put(script.path(), mark);
        if (mark.version() != null && !mark.replayed()) {
          moot.add(mark.version());
        }
      }
    }
  }

  boolean isEmpty() {
    return marks.isEmpty();
  }

  /**
   * What a tenant's receipts say of versions.
   *
   * @param executed also where the history has lost its row
   * @param skipped recorded without having run
   */
  record Received(Set<SchemaVersion> executed, Set<SchemaVersion> skipped) {}

  /**
   * Which of the pending scripts are only recorded.
   *
   * @param pending in their order
   */
  Set<PreparedScript> skipped(
      List<PreparedScript> pending, AppliedHistory applied, Received received) {
    Set<PreparedScript> skipped = new LinkedHashSet<>();
    Set<SchemaVersion> running = new HashSet<>();
    for (PreparedScript script : pending) {
      Compensates mark = marks.get(script.path());
      SchemaVersion version = script.version();
      boolean skip =
          mark == null
              // One that was executed and lost its row is refused, not skipped.
              ? version != null && moot.contains(version) && !received.executed().contains(version)
              : !isThere(mark, script, running, applied, received);
      if (skip) {
        skipped.add(script);
      } else if (version != null) {
        running.add(version);
      }
    }
    return skipped;
  }

  private static boolean isThere(
      Compensates mark,
      PreparedScript script,
      Set<SchemaVersion> running,
      AppliedHistory applied,
      Received received) {
    SchemaVersion target = mark.version();
    if (target == null) {
      return applied.repeatables().containsKey(Evaluation.stored(script.description()));
    }
    return running.contains(target)
        || applied.isAtOrBelowBaseline(target)
        || (applied.versions().containsKey(target)
            && (received.executed().contains(target) || !received.skipped().contains(target)));
  }
}
