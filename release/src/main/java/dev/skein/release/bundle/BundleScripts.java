package dev.skein.release.bundle;

import dev.skein.release.script.ScriptKind;
import dev.skein.release.script.ScriptName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** Reads the files of a release as scripts: the checks that a folder and an archive share. */
final class BundleScripts {
  private final SortedMap<String, byte[]> files;
  private final Problems problems;

  private BundleScripts(SortedMap<String, byte[]> files, Problems problems) {
    this.files = files;
    this.problems = problems;
  }

  /**
   * The scripts in no promised order.
   *
   * @param files content by path, scripts and their settings
   * @param where names the whole in the error that it holds no script
   */
  static List<ScriptFile> read(SortedMap<String, byte[]> files, String where, Problems problems) {
    return new BundleScripts(files, problems).read(where);
  }

  private List<ScriptFile> read(String where) {
    BundlePaths.checkCollisions(files.keySet(), problems);
    List<ScriptFile> scripts = new ArrayList<>();
    files.forEach(
        (path, content) -> {
          if (isOfItsOwn(path)) {
            return;
          }
          if (BundlePaths.isScript(path)) {
            script(path, content).ifPresent(scripts::add);
          } else if (!files.containsKey(scriptOf(path))) {
            problems.add("%s: expected %s beside it".formatted(path, scriptOf(path)));
          }
        });
    if (files.keySet().stream()
        .noneMatch(path -> BundlePaths.isScript(path) && !isOfItsOwn(path))) {
      problems.add(
          "expected at least one V…__….sql or R__….sql but found no SQL script in " + where);
    }
    checkDuplicates(scripts);
    checkUndos(scripts);
    MarkCheck.check(scripts, problems);
    return scripts;
  }

  /** Whether {@code release.yaml} says what it is, not its name. */
  private static boolean isOfItsOwn(String path) {
    return BackfillFiles.isBackfill(path) || SeedFiles.isSeed(path);
  }

  private Optional<ScriptFile> script(String path, byte[] content) {
    int slash = path.lastIndexOf('/');
    try {
      ScriptName name = ScriptName.parse(path.substring(slash + 1));
      if (name.kind() == ScriptKind.BASELINE) {
        problems.add(path + ": B… is Flyway's baseline migration, and not supported yet");
        return Optional.empty();
      }
      ScriptSettings settings = settings(path);
      TextCheck.check(path, content, settings.charset(), problems);
      return Optional.of(
          new ScriptFile(path, name.kind(), name.version(), name.description(), content, settings));
    } catch (IllegalArgumentException e) {
      problems.add(path.substring(0, slash + 1) + e.getMessage());
      return Optional.empty();
    }
  }

  private ScriptSettings settings(String path) {
    byte[] conf = files.get(path + BundlePaths.CONF);
    if (conf == null) {
      return ScriptSettings.NONE;
    }
    try {
      return ScriptSettings.parse(new String(conf, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      problems.add("%s%s: %s".formatted(path, BundlePaths.CONF, e.getMessage()));
      return ScriptSettings.NONE;
    }
  }

  private void checkDuplicates(List<ScriptFile> scripts) {
    Map<Object, ScriptFile> seen = new HashMap<>();
    for (ScriptFile script : scripts) {
      ScriptFile other = seen.putIfAbsent(identity(script), script);
      if (other != null) {
        String what =
            script.version() == null
                ? "the repeatable \"%s\"".formatted(script.description())
                : "version %s".formatted(script.version());
        problems.add(
            "%s: expected %s once but %s has it too".formatted(script.path(), what, other.path()));
      }
    }
  }

  private static Object identity(ScriptFile script) {
    Object key = script.version();
    return List.of(script.kind(), key == null ? script.description() : key);
  }

  private void checkUndos(List<ScriptFile> scripts) {
    Set<Object> undone = new HashSet<>();
    scripts.stream()
        .filter(script -> script.kind() != ScriptKind.UNDO)
        .forEach(script -> undone.add(identity(script)));
    for (ScriptFile script : scripts) {
      Object version = script.version();
      if (script.kind() != ScriptKind.UNDO) {
        continue;
      }
      if (version != null && !undone.contains(List.of(ScriptKind.VERSIONED, version))) {
        problems.add(
            "%s: expected a versioned script V%s__….sql that it undoes but there is none"
                .formatted(script.path(), version));
      }
      if (version == null
          && !undone.contains(List.of(ScriptKind.REPEATABLE, script.description()))) {
        problems.add(
            "%s: expected a repeatable script \"%s\" that it undoes but there is none"
                .formatted(script.path(), script.description()));
      }
    }
  }

  private static String scriptOf(String conf) {
    return conf.substring(0, conf.length() - BundlePaths.CONF.length());
  }
}
