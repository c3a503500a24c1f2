package dev.skein.bench.engine;

import dev.skein.contracts.id.ReleaseName;
import dev.skein.engine.PreparedRelease;
import dev.skein.release.bundle.ReleaseBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The generated history cut at any version, or gone on with; each a folder of its own. */
final class Releases {
  private final int history;
  private final Path root;

  /**
   * @param history versions before those that are alike
   */
  Releases(int history, Path root) {
    this.history = history;
    this.root = root;
  }

  private List<Script> scripts(int to) {
    return GeneratedHistory.versions(Math.min(to, history), Math.max(0, to - history));
  }

  Goal goal(int from, int to) throws IOException {
    List<Script> cut = scripts(to);
    Path folder = root.resolve("release-" + to);
    if (!Files.exists(folder)) {
      Files.createDirectories(folder);
      for (Script script : cut) {
        Files.writeString(folder.resolve(script.fileName()), script.sql());
      }
    }
    ReleaseBundle bundle = ReleaseBundle.fromFolder(folder, new ReleaseName("bench-" + to));
    return new Goal(from, cut, folder, PreparedRelease.of(bundle));
  }

  /** A folder with the first versions and one more that is not of the history. */
  Path with(int versions, String sql) throws IOException {
    Path folder = Files.createDirectories(root.resolve("release-with-" + versions));
    for (Script script : scripts(versions)) {
      Files.writeString(folder.resolve(script.fileName()), script.sql());
    }
    Files.writeString(folder.resolve("V%d__one_more.sql".formatted(versions + 1)), sql);
    return folder;
  }
}
