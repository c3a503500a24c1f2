package dev.skein.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where unpacked programs are kept between runs, for each user apart. */
final class Caches {
  private Caches() {}

  static Path folder(String name) throws IOException {
    String base = System.getenv("XDG_CACHE_HOME");
    Path root =
        base == null || base.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(base);
    return Files.createDirectories(root.resolve("skein").resolve(name));
  }
}
