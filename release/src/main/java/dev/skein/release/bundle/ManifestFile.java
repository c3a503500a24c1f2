package dev.skein.release.bundle;

import java.util.regex.Pattern;

/**
 * One file of a release.
 *
 * @param path relative, with {@code /}
 * @param bytes its size
 * @param sha256 64 lower-case hex digits
 */
public record ManifestFile(String path, long bytes, String sha256) {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  public ManifestFile {
    if (bytes < 0 || !SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException(
          "%s: expected a size and 64 hex digits of SHA-256 but got %d and \"%s\""
              .formatted(Problems.shown(path), bytes, Problems.shown(sha256)));
    }
  }

  static ManifestFile of(String path, byte[] content) {
    return new ManifestFile(path, content.length, Sha256.hex(content));
  }
}
