package dev.skein.testkit;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Programs of the system that some tests need. A test is passed over where its program is missing,
 * but never where {@code SKEIN_TEST_TOOLS=required}, as in CI.
 */
public final class Tools {
  private static final String SETTING = "SKEIN_TEST_TOOLS";

  private Tools() {}

  /** Where the program is; empty where it may be missing and is. */
  public static Optional<Path> find(String program) {
    Optional<Path> found =
        Stream.concat(
                Arrays.stream(
                    System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)),
                Stream.of("/usr/sbin"))
            .map(folder -> Path.of(folder, program))
            .filter(Files::isExecutable)
            .findFirst();
    if (found.isEmpty() && required()) {
      throw new IllegalStateException(
          "expected %s on the PATH since %s=required but it is not there"
              .formatted(program, SETTING));
    }
    return found;
  }

  /** Whether what a test needs must be there. */
  public static boolean required() {
    return "required".equals(System.getenv(SETTING));
  }
}
