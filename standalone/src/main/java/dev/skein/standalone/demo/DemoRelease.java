package dev.skein.standalone.demo;

import dev.skein.cli.shell.CommandFailedException;
import dev.skein.contracts.id.ReleaseName;
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
 */
record DemoRelease(ReleaseBundle bundle, boolean example) {
  /** Versions that the tenants do not have yet. */
  private static final int NEWEST = 3;

  /** A folder, or the example that fills its tables. */
  static DemoRelease load(@Nullable Path folder) {
    try {
      return new DemoRelease(
          ReleaseBundle.fromFolder(
              folder == null ? repositorys() : folder, new ReleaseName("2026.11.1")),
          folder == null);
    } catch (InvalidReleaseException e) {
      throw new CommandFailedException(dev.skein.cli.shell.ExitCode.BAD_INPUT, e.problems());
    }
  }

  private static Path repositorys() {
    String root = System.getProperty("skein.root");
    if (root == null) {
      throw CommandFailedException.badInput(
          "expected the repository's examples but they are not here; name a folder with --release");
    }
    return Path.of(root, "examples", "01-accounts", "db");
  }

  /** What the tenants already have: plain versions, no repeatables. */
  DemoTemplate older() {
    List<ScriptFile> versions = bundle.versioned();
    return new DemoTemplate(versions.subList(0, Math.max(0, versions.size() - NEWEST)), example);
  }
}
