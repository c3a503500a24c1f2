package dev.skein.release.bundle;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.release.script.ScriptKind;
import dev.skein.release.script.ScriptMark;
import dev.skein.release.script.ScriptMark.Compensates;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds what scripts say of themselves against the release that they are in. */
final class MarkCheck {
  private final Problems problems;
  private final Map<SchemaVersion, ScriptFile> versioned = new HashMap<>();
  private final Map<SchemaVersion, ScriptFile> compensated = new HashMap<>();

  private MarkCheck(Problems problems) {
    this.problems = problems;
  }

  static void check(List<ScriptFile> scripts, Problems problems) {
    MarkCheck check = new MarkCheck(problems);
    for (ScriptFile script : scripts) {
      SchemaVersion version = script.version();
      if (version != null && script.kind() == ScriptKind.VERSIONED) {
        check.versioned.put(version, script);
      }
    }
    scripts.forEach(check::check);
  }

  private void check(ScriptFile script) {
    if (mark(script).orElse(null) instanceof Compensates mark && mark.version() != null) {
      check(script, mark.version());
    }
  }

  private void check(ScriptFile script, SchemaVersion target) {
    SchemaVersion own = script.version();
    ScriptFile other = versioned.get(target);
    if (other == null || own == null || target.compareTo(own) >= 0) {
      problems.add(
          "%s: expected a lower version %s that it compensates but there is none"
              .formatted(script.path(), target));
    } else if (mark(other).isPresent()) {
      problems.add(
          ("%s: expected to compensate a migration but %s is itself a compensation;"
                  + " bring back in a new version what it took away")
              .formatted(script.path(), other.path()));
    }
    ScriptFile twice = compensated.putIfAbsent(target, script);
    if (twice != null) {
      problems.add(
          "%s: expected version %s to be compensated once but %s does so too"
              .formatted(script.path(), target, twice.path()));
    }
  }

  private Optional<ScriptMark> mark(ScriptFile script) {
    try {
      return script.mark();
    } catch (IllegalArgumentException e) {
      problems.add("%s, %s".formatted(script.path(), e.getMessage()));
      return Optional.empty();
    }
  }
}
