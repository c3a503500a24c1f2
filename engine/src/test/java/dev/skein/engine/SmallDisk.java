package dev.skein.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.skein.engine.NamespaceShell.FailedException;
import dev.skein.testkit.TestPostgres;
import dev.skein.testkit.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Function;

/**
 * A small disk, and a server that alone sees it. Where a machine forbids to make one the test is
 * passed over, but never in CI.
 */
final class SmallDisk implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Path data;
  private final Path log;
  private final Path disk;
  private final NamespaceShell shell;
  private final TestPostgres server;

  private SmallDisk(Path folder, NamespaceShell shell, TestPostgres server) {
    this.data = folder.resolve("postgres-18");
    this.log = folder.resolve("small-disk.log");
    this.disk = disk(folder);
    this.shell = shell;
    this.server = server;
  }

  /**
   * An empty one, for tablespaces.
   *
   * @param folder the server's own
   * @param megabytes that fit on it
   */
  static SmallDisk empty(Path folder, int megabytes) throws Exception {
    return start(folder, megabytes, _ -> "true");
  }

  /** One that the server writes its write-ahead log to. */
  static SmallDisk underLog(Path folder, int megabytes) throws Exception {
    return start(
        folder,
        megabytes,
        small ->
            "cp -a '%1$s/.' '%2$s' && mount --bind '%2$s' '%1$s'"
                .formatted(small.data.resolve("pg_wal"), small.disk));
  }

  private static SmallDisk start(Path folder, int megabytes, Function<SmallDisk, String> laidOut)
      throws Exception {
    NamespaceShell shell = shell(folder, megabytes);
    try {
      SmallDisk small = new SmallDisk(folder, shell, made(folder));
      shell.run(laidOut.apply(small));
      small.startServer();
      return small;
    } catch (Exception e) {
      shell.close();
      throw e;
    }
  }

  private static NamespaceShell shell(Path folder, int megabytes) throws IOException {
    if (!NamespaceShell.isThere()) {
      return abort("no unshare on the PATH");
    }
    Path disk = Files.createDirectories(disk(folder));
    NamespaceShell shell = new NamespaceShell();
    try {
      // The server refuses to run as root, also as one in a namespace.
      shell.run(
          "mount -t tmpfs -o size=%dm skein '%s' && unshare -U true".formatted(megabytes, disk));
      return shell;
    } catch (FailedException e) {
      shell.close();
      if (Tools.required() || System.getenv("CI") != null) {
        throw new IllegalStateException("a disk of a test's own is needed in CI", e);
      }
      return abort("no disk of a test's own here: " + e.getMessage());
    }
  }

  private static Path disk(Path folder) {
    return folder.resolve("disk");
  }

  /** Data with a password; its server has ended, and its command line lies in the data. */
  private static TestPostgres made(Path folder) {
    try (var server = dev.skein.embedded.PostgresServer.start(folder, folder.resolve("password"))) {
      return TestPostgres.of(server);
    }
  }

  /** Also one that ended: a server that fails in earnest stays down, for the test to see. */
  void startServer() throws FailedException {
    shell.run(
        "eval \"unshare -U $(cat '%s/postmaster.opts') -c restart_after_crash=off\" >>'%s' 2>&1 &"
            .formatted(data, log));
    await().atMost(LONGEST).until(this::answers);
  }

  private boolean answers() {
    try (Connection connection = server.connect("postgres")) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  /** All that the server said until it ended by itself. */
  String lastWords() throws IOException {
    await().atMost(LONGEST).until(() -> !Files.exists(data.resolve("postmaster.pid")));
    return Files.readString(log);
  }

  TestPostgres server() {
    return server;
  }

  /** Where it is mounted. */
  Path place() {
    return disk;
  }

  /** To the last byte, by somebody else's file. */
  void fill() throws FailedException {
    shell.run("! LC_ALL=C cat /dev/zero 2>&1 >'%s' | grep -v 'No space left'".formatted(filler()));
  }

  void makeRoom() throws FailedException {
    shell.run("rm '%s'".formatted(filler()));
  }

  private Path filler() {
    return disk.resolve("filler");
  }

  @Override
  public void close() {
    shell.close();
  }
}
