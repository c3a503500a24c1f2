package dev.skein.engine;

import dev.skein.contracts.id.ReleaseName;
import dev.skein.release.bundle.ReleaseBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;

/** Releases to try things with. */
final class Releases {
  /** One row a tenant and version; what shows that a version ran twice. */
  static final String LEDGER =
      "create table ledger (version int not null);\ninsert into ledger values (1);\n";

  /** What leaves a script to Flyway. */
  static final String COPY = "create table copied (id int);\ncopy copied from stdin;\n1\n\\.\n";

  private Releases() {}

  /** File names and texts by turns. */
  static ReleaseBundle bundle(String... filesAndTexts) {
    try {
      Path folder = Files.createTempDirectory("release");
      try {
        for (int i = 0; i < filesAndTexts.length; i += 2) {
          Path file = folder.resolve(filesAndTexts[i]);
          Files.createDirectories(Objects.requireNonNull(file.getParent()));
          Files.writeString(file, filesAndTexts[i + 1]);
        }
        return ReleaseBundle.fromFolder(folder, new ReleaseName("test"));
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  static PreparedRelease release(String... filesAndTexts) {
    return PreparedRelease.of(bundle(filesAndTexts));
  }

  /** V1 to Vn, each of which adds its row to the ledger. */
  static PreparedRelease ledger(int versions) {
    String[] files = new String[versions * 2];
    for (int i = 1; i <= versions; i++) {
      files[i * 2 - 2] = "V%d__step_%d.sql".formatted(i, i);
      files[i * 2 - 1] = i == 1 ? LEDGER : "insert into ledger values (%d);\n".formatted(i);
    }
    return release(files);
  }
}
