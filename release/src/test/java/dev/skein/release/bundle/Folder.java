package dev.skein.release.bundle;

import dev.skein.contracts.id.ReleaseName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.Assertions;

/** A release's folder, made by a test file by file. */
record Folder(Path path) {
  static final ReleaseName NAME = new ReleaseName("2026.1");

  Folder with(String file, String content) {
    return with(file, content.getBytes(StandardCharsets.UTF_8));
  }

  Folder with(String file, byte[] content) {
    try {
      Path target = path.resolve(file);
      Files.createDirectories(Objects.requireNonNull(target.getParent()));
      Files.write(target, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  ReleaseBundle read() {
    return ReleaseBundle.fromFolder(path, NAME);
  }

  List<String> problems() {
    return problemsOf(this::read);
  }

  static List<String> problemsOf(Runnable reading) {
    return Assertions.catchThrowableOfType(InvalidReleaseException.class, reading::run).problems();
  }
}
