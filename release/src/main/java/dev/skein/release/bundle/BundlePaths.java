package dev.skein.release.bundle;

import dev.skein.release.script.ScriptName;
import java.text.Normalizer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which paths a release may hold: such that are the same files on every system. */
final class BundlePaths {
  static final String CONF = ".conf";

  private static final int LENGTH = 500;
  private static final Pattern ODD = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}\uFFFD]");
  private static final Set<String> RUN_BY_FLYWAY =
      Set.of("sh", "bash", "ps1", "py", "cmd", "bat", "jar", "class", "exe");

  private BundlePaths() {}

  /** What is wrong with a path's form. */
  static Optional<String> problem(String path) {
    String shown = Problems.shown(path);
    if (path.length() > LENGTH) {
      return Optional.of("%s: expected a path of at most %d characters".formatted(shown, LENGTH));
    }
    if (ODD.matcher(path).find()) {
      return Optional.of(shown + ": expected a name without control or invisible characters");
    }
    if (path.indexOf('\\') >= 0 || path.indexOf(':') >= 0) {
      return Optional.of(shown + ": expected a name without \\ or :");
    }
    for (String segment : path.split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        return Optional.of(shown + ": expected a relative path that stays inside the release");
      }
    }
    return Optional.empty();
  }

  /** What is wrong with a file being in a release at all, for which its name is enough. */
  static Optional<String> unwelcome(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    if (isScript(path) || isConf(path)) {
      return Optional.empty();
    }
    String shown = Problems.shown(path);
    String extension = lower.substring(lower.lastIndexOf('.') + 1);
    if (RUN_BY_FLYWAY.contains(extension)) {
      return Optional.of(
          "%s: expected SQL scripts alone but got a .%s file, which Skein never runs"
              .formatted(shown, extension));
    }
    if (lower.endsWith(CONF)) {
      return Optional.of(
          shown + ": expected a .conf only beside its script, like V1__x.sql.conf for V1__x.sql");
    }
    return Optional.of(shown + ": expected only .sql scripts and their .sql.conf");
  }

  static boolean isScript(String path) {
    return ScriptName.isScript(path);
  }

  static boolean isConf(String path) {
    return path.endsWith(CONF) && isScript(path.substring(0, path.length() - CONF.length()));
  }

  /**
   * Adds a problem for each pair that would be one file, or a file and a folder, on some system.
   */
  static void checkCollisions(Collection<String> paths, Problems problems) {
    Map<String, String> seen = new HashMap<>();
    for (String path : paths) {
      String other = seen.putIfAbsent(folded(path), path);
      if (other != null) {
        problems.add(
            "%s: expected names that differ in more than case but got %s too"
                .formatted(Problems.shown(path), Problems.shown(other)));
      }
    }
    for (String path : paths) {
      for (int cut = path.indexOf('/'); cut > 0; cut = path.indexOf('/', cut + 1)) {
        String file = seen.get(folded(path.substring(0, cut)));
        if (file != null) {
          problems.add(
              "%s: expected a folder where %s is a file"
                  .formatted(Problems.shown(path), Problems.shown(file)));
        }
      }
    }
  }

  private static String folded(String path) {
    return Normalizer.normalize(path, Normalizer.Form.NFC)
        .toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT);
  }
}
