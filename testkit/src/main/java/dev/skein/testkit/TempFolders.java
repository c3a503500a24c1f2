package dev.skein.testkit;

import dev.skein.embedded.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders that are gone when the tests have ended. */
public final class TempFolders {
  private TempFolders() {}

  public static Path create(String what) {
    try {
      Path folder = Files.createTempDirectory("skein-test-" + what + "-");
      AtEnd.close(() -> Folders.delete(folder));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
