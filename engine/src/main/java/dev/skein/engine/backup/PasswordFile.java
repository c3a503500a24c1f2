package dev.skein.engine.backup;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A password where PostgreSQL's own programs look for it, for this user's eyes only, and gone when
 * it is closed.
 */
record PasswordFile(Path path) implements AutoCloseable {
  private static final FileAttribute<?>[] OURS_ALONE =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
          ? new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
          }
          : new FileAttribute<?>[0];

  static PasswordFile write(BackupOrder order) throws IOException {
    StringBuilder lines = new StringBuilder();
    String[] hosts = order.hosts().split(",", -1);
    String[] ports = order.ports().split(",", -1);
    for (int i = 0; i < hosts.length; i++) {
      lines
          .append(escaped(hosts[i]))
          .append(':')
          .append(ports[Math.min(i, ports.length - 1)])
          .append(":*:")
          .append(escaped(order.username()))
          .append(':')
          .append(escaped(order.password()))
          .append('\n');
    }
    Path path = Files.createTempFile("skein-backup-", ".pgpass", OURS_ALONE);
    Files.writeString(path, lines);
    return new PasswordFile(path);
  }

  private static String escaped(String part) {
    return part.replace("\\", "\\\\").replace(":", "\\:");
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // Nobody else can read it; its name says whose it is.
    }
  }
}
