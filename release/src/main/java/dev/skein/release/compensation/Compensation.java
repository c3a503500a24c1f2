package dev.skein.release.compensation;

import dev.skein.contracts.id.ReleaseName;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.release.bundle.ReleaseBundle;
import dev.skein.release.bundle.ScriptFile;
import dev.skein.release.script.Loss;
import dev.skein.release.script.ScriptMark;
import dev.skein.release.seed.SeedScript;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * How a release is taken back by a higher one: all of its history, then the undo of each migration
 * that it brought, in reverse, as versions above its head; repeatables and seeds as they were
 * before.
 *
 * @param release the one that is taken back
 * @param undone versions first, in the order in which they are taken back
 * @param restored repeatables as they were before
 * @param seeds as they were before; none where that is not known
 * @param missing what it takes and is not there, "path: expected … but …" each; nothing can be
 *     composed unless this is empty
 */
public record Compensation(
    ReleaseBundle release,
    List<Undone> undone,
    List<ScriptFile> restored,
    List<SeedScript> seeds,
    List<String> missing) {
  static final String CONF = ".conf";

  public Compensation {
    undone = List.copyOf(undone);
    restored = List.copyOf(restored);
    seeds = List.copyOf(seeds);
    missing = List.copyOf(missing);
  }

  public static Compensation of(ReleaseBundle release, Before before) {
    return new CompensationPlanner(release, before).plan();
  }

  /** The most that any undo costs. */
  public Loss loss() {
    return undone.stream().map(Undone::loss).max(Loss::compareTo).orElse(Loss.LOSSLESS);
  }

  /**
   * The release that compensates, the same for the same content and name.
   *
   * @param replayed whether tenants that had nothing of the release run it and its undo, instead of
   *     neither
   * @throws IllegalStateException when something is missing
   */
  public ReleaseBundle compose(ReleaseName name, boolean replayed) {
    if (!missing.isEmpty()) {
      throw new IllegalStateException("expected nothing to be missing but got " + missing);
    }
    SortedMap<String, byte[]> files = release.files();
    for (ScriptFile script : restored) {
      release.repeatables().stream()
          .filter(own -> own.description().equals(script.description()))
          .forEach(own -> remove(files, own.path()));
    }
    restored.forEach(script -> put(files, script.path(), script, script.content()));
    for (Undone one : undone) {
      @Nullable SchemaVersion version = one.version();
      String path = version == null ? one.script().path() : path(one, version);
      remove(files, path);
      put(files, path, one.undo(), marked(one, replayed));
    }
    return release.with(name, files, seeds);
  }

  private static void remove(SortedMap<String, byte[]> files, String path) {
    files.remove(path);
    files.remove(path + CONF);
  }

  private static void put(
      SortedMap<String, byte[]> files, String path, ScriptFile script, byte[] content) {
    files.put(path, content);
    String settings = script.settings().text();
    if (!settings.isEmpty()) {
      files.put(path + CONF, settings.getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * Beside the undo script: {@code sub/U7__x.sql} is applied as {@code sub/V7.0.1__undo_7_x.sql}.
   */
  private static String path(Undone one, SchemaVersion version) {
    String undo = one.undo().path();
    int slash = undo.lastIndexOf('/');
    String description = one.undo().description().replace(' ', '_');
    return "%sV%s__undo_%s%s.sql"
        .formatted(
            undo.substring(0, slash + 1),
            version,
            one.script().version(),
            description.isEmpty() ? "" : "_" + description);
  }

  /** The undo script says itself what it compensates, in its first line, wherever it goes. */
  private static byte[] marked(Undone one, boolean replayed) {
    String text = one.undo().text();
    String rest =
        ScriptMark.LINE.matcher(text).find()
            ? text.substring(text.lines().findFirst().orElse("").length())
            : "\n" + (text.startsWith("\uFEFF") ? text.substring(1) : text);
    ScriptMark mark = new ScriptMark.Compensates(one.script().version(), one.loss(), replayed);
    return (mark.line() + rest).getBytes(one.undo().settings().charset());
  }
}
