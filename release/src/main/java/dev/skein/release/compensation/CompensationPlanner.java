package dev.skein.release.compensation;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.release.bundle.ReleaseBundle;
import dev.skein.release.bundle.ScriptFile;
import dev.skein.release.script.Loss;
import dev.skein.release.script.ScriptMark;
import dev.skein.release.seed.SeedScript;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what a release brought, the undo of each, and what of that is missing. */
final class CompensationPlanner {
  /** What Flyway's column and the form of a version leave room for. */
  private static final int VERSION_LENGTH = 50;

  private final ReleaseBundle release;
  private final Before before;
  private final Map<SchemaVersion, ScriptFile> undoOfVersion = new HashMap<>();
  private final Map<String, ScriptFile> undoOfRepeatable = new HashMap<>();
  private final List<Undone> undone = new ArrayList<>();
  private final List<ScriptFile> restored = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();

  CompensationPlanner(ReleaseBundle release, Before before) {
    this.release = release;
    this.before = before;
    for (ScriptFile undo : release.undos()) {
      SchemaVersion version = undo.version();
      if (version == null) {
        undoOfRepeatable.put(undo.description(), undo);
      } else {
        undoOfVersion.put(version, undo);
      }
    }
  }

  Compensation plan() {
    for (ScriptFile script : withoutCompensated(brought()).reversed()) {
      takeBack(script);
    }
    repeatables();
    if (undone.isEmpty() && restored.isEmpty() && missing.isEmpty()) {
      missing.add(
          "%s: expected a release that brought something new but it brought nothing"
              .formatted(release.name()));
    }
    return new Compensation(release, undone, restored, seeds(), missing);
  }

  /** Those that the release changed come again; new tenants get all, and rows of its own stay. */
  private List<SeedScript> seeds() {
    return before instanceof Before.Known known ? known.release().seeds() : List.of();
  }

  /** Versions that tenants had not, in order. */
  private List<ScriptFile> brought() {
    return switch (before) {
      case Before.Nothing nothing -> release.versioned();
      case Before.Version version ->
          release.versioned().stream()
              .filter(script -> version(script).compareTo(version.head()) > 0)
              .toList();
      case Before.Known known -> {
        Set<SchemaVersion> had = new HashSet<>();
        known.release().versioned().forEach(script -> had.add(version(script)));
        yield release.versioned().stream()
            .filter(script -> !had.contains(version(script)))
            .toList();
      }
    };
  }

  /** What the release both brought and took back again needs nothing. */
  private static List<ScriptFile> withoutCompensated(List<ScriptFile> brought) {
    Set<SchemaVersion> versions = new HashSet<>();
    brought.forEach(script -> versions.add(version(script)));
    Set<SchemaVersion> settled = new HashSet<>();
    for (ScriptFile script : brought) {
      if (script.mark().orElse(null) instanceof ScriptMark.Compensates mark
          && mark.version() != null
          && versions.contains(mark.version())) {
        settled.add(mark.version());
        settled.add(version(script));
      }
    }
    return brought.stream().filter(script -> !settled.contains(version(script))).toList();
  }

  private void takeBack(ScriptFile script) {
    SchemaVersion version = version(script);
    ScriptFile undo = undoOfVersion.get(version);
    if (script.mark().isPresent()) {
      missing.add(
          ("%s: expected a migration but it is itself a compensation;"
                  + " bring back in a new version what it took away")
              .formatted(script.path()));
    } else if (undo == null) {
      missing.add(
          "%s: expected an undo script U%s__….sql but there is none"
              .formatted(script.path(), version));
    } else {
      next(script).ifPresent(own -> undone.add(new Undone(script, undo, loss(undo), own)));
    }
  }

  /**
   * Just above the head, so that a team's own next version is above it: after 7 come 7.0.1, 7.0.2.
   */
  private Optional<SchemaVersion> next(ScriptFile script) {
    SchemaVersion head = release.head().orElseThrow();
    String text = "%s.0.%d".formatted(head, undone.size() + 1);
    try {
      if (text.length() <= VERSION_LENGTH) {
        return Optional.of(new SchemaVersion(text));
      }
    } catch (IllegalArgumentException e) {
      // Too many numbers; told below.
    }
    missing.add(
        "%s: expected room for a version above %s but %s is too long"
            .formatted(script.path(), head, text));
    return Optional.empty();
  }

  private void repeatables() {
    Map<String, ScriptFile> then = new HashMap<>();
    if (before instanceof Before.Known known) {
      known.release().repeatables().forEach(script -> then.put(script.description(), script));
      restored.addAll(
          known.release().repeatables().stream().filter(script -> !isInRelease(script)).toList());
    }
    for (ScriptFile script : release.repeatables()) {
      if (then.containsKey(script.description())) {
        continue;
      }
      ScriptFile undo = undoOfRepeatable.get(script.description());
      if (before instanceof Before.Version version) {
        missing.add(
            ("%s: expected the release that tenants had at version %s, to restore the repeatable"
                    + " from, but none is known; name it")
                .formatted(script.path(), version.head()));
      } else if (undo == null) {
        missing.add(
            "%s: expected an undo script U__%s.sql since the release brought it but there is none"
                .formatted(script.path(), script.description().replace(' ', '_')));
      } else {
        undone.add(new Undone(script, undo, loss(undo), null));
      }
    }
  }

  /** The very same script; one with another content or settings is restored. */
  private boolean isInRelease(ScriptFile script) {
    return release.repeatables().stream().anyMatch(script::equals);
  }

  private static Loss loss(ScriptFile undo) {
    @Nullable ScriptMark mark = undo.mark().orElse(null);
    return mark instanceof ScriptMark.Undo declared ? declared.loss() : Loss.LOSSY;
  }

  private static SchemaVersion version(ScriptFile script) {
    return Objects.requireNonNull(script.version(), "a versioned script has a version");
  }
}
