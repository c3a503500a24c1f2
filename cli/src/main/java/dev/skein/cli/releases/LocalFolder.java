package dev.skein.cli.releases;

import dev.skein.cli.shell.CommandFailedException;
import dev.skein.cli.shell.ExitCode;
import dev.skein.contracts.id.ReleaseName;
import dev.skein.release.bundle.InvalidReleaseException;
import dev.skein.release.bundle.ReleaseBundle;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a folder on this machine as a release. */
final class LocalFolder {
  private LocalFolder() {}

  /** Fails with a line for each thing that is wrong. */
  static ReleaseBundle bundle(Path folder, @Nullable String name) {
    try {
      return ReleaseBundle.fromFolder(folder, name == null ? null : new ReleaseName(name));
    } catch (InvalidReleaseException e) {
      throw new CommandFailedException(ExitCode.BAD_INPUT, e.problems());
    } catch (IllegalArgumentException e) {
      throw CommandFailedException.badInput(String.valueOf(e.getMessage()));
    }
  }
}
