package dev.skein.standalone.demo;

import dev.skein.cli.shell.CommandFailedException;
import dev.skein.contracts.id.ReleaseName;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.release.bundle.InvalidReleaseException;
import dev.skein.release.bundle.ReleaseBundle;
import dev.skein.release.bundle.ScriptFile;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the demo rolls out, and where its tenants stand before: at the release without its newest
 * versions.
 *
 * @param example whether it is the repository's own, whose tables the demo can fill
 * @param before the release that is rolled out first, where this one is taken back in the end
 */
record DemoRelease(ReleaseBundle bundle, boolean example, @Nullable ReleaseBundle before) {
  /** Versions that the tenants do not have yet. */
  private static final int NEWEST = 3;

  /** A folder, or the example that fills its tables. */
  static DemoRelease load(@Nullable Path folder) {
    Path source = folder == null ? example("01-accounts", "db") : folder;
    return new DemoRelease(read(source, "2026.11.1"), folder == null, null);
  }

  /** The example whose migrations have their undo. */
  static DemoRelease toTakeBack() {
    return new DemoRelease(
        read(example("02-rollback", "db"), "2026.11.2"),
        false,
        read(example("02-rollback", "before"), "2026.11.1"));
  }

  private static Path example(String name, String folder) {
    String root = System.getProperty("skein.root");
    if (root == null) {
      throw CommandFailedException.badInput(
          "expected the repository's examples but they are not here; name a folder with --release");
    }
    return Path.of(root, "examples", name, folder);
  }

  private static ReleaseBundle read(Path source, String name) {
    try {
      return ReleaseBundle.fromFolder(source, new ReleaseName(name));
    } catch (InvalidReleaseException e) {
      throw new CommandFailedException(dev.skein.cli.shell.ExitCode.BAD_INPUT, e.problems());
    }
  }

  /** The scripts that the tenants already have: plain versions, no repeatables. */
  List<ScriptFile> older() {
    List<ScriptFile> versions = bundle.versioned();
    return versions.subList(0, Math.max(0, versions.size() - NEWEST));
  }

  /** Where they stand by it, or null where they are empty. */
  @Nullable SchemaVersion olderVersion() {
    return older().isEmpty() ? null : older().getLast().version();
  }
}
