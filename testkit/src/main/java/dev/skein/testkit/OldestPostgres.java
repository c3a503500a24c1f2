package dev.skein.testkit;

import dev.skein.embedded.PostgresServer;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A server of the oldest major that Skein works with; embedded, also where others are containers.
 */
public final class OldestPostgres {
  public static final int MAJOR = 14;

  private static final String BINARIES = "postgres-" + MAJOR + ".txz";
  private static final Object LOCK = new Object();

  private static @Nullable TestPostgres shared;

  private OldestPostgres() {}

  /**
   * The one that the tests of this JVM share; empty on a platform that the build has no binaries
   * for, but never in CI.
   */
  public static Optional<TestPostgres> shared() {
    if (OldestPostgres.class.getResource(BINARIES) == null) {
      if (System.getenv("CI") != null) {
        throw new IllegalStateException("expected " + BINARIES + " in CI but it is missing");
      }
      return Optional.empty();
    }
    synchronized (LOCK) {
      if (shared == null) {
        shared = TestPostgres.embedded(OldestPostgres::start);
      }
      return Optional.of(shared);
    }
  }

  private static PostgresServer start(Path folder, Path secret) {
    return PostgresServer.start(folder, secret, MAJOR, (system, machine) -> binaries());
  }

  private static InputStream binaries() {
    @Nullable InputStream found = OldestPostgres.class.getResourceAsStream(BINARIES);
    if (found == null) {
      throw new IllegalStateException("expected " + BINARIES + " but it is gone");
    }
    return found;
  }
}
