package dev.skein.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/** Random secrets kept in files that their owner alone can read. */
public final class Secrets {
  private static final int BYTES = 32;

  private Secrets() {}

  /** What the file holds; made, with mode 0600 from its first moment on, when it is missing. */
  public static String loadOrMake(Path file) throws IOException {
    if (Files.exists(file)) {
      return Files.readString(file).strip();
    }
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    String secret = HexFormat.of().formatHex(random);
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (var channel =
        Files.newByteChannel(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      var _ = channel.write(java.nio.ByteBuffer.wrap(secret.getBytes(StandardCharsets.UTF_8)));
    }
    return secret;
  }
}
