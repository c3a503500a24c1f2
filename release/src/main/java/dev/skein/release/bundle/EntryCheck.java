package dev.skein.release.bundle;

import java.util.Optional;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/** Judges an archive's entry by its header, before a byte of it is unpacked. */
final class EntryCheck {
  private static final int FILE_TYPE = 0170000;
  private static final int REGULAR = 0100000;
  private static final int DIRECTORY = 0040000;

  private EntryCheck() {}

  static Optional<String> problem(ZipArchiveEntry entry, ArchiveLimits limits) {
    String name = entry.getName();
    // The library turns \ into / for some systems, so the raw bytes are asked too.
    if (hasBackslash(entry.getRawName())) {
      return Optional.of(Problems.shown(name) + ": expected a name without \\");
    }
    boolean directory = name.endsWith("/");
    String path = directory ? name.substring(0, name.length() - 1) : name;
    Optional<String> form = BundlePaths.problem(path);
    if (form.isPresent()) {
      return form;
    }
    int type = (int) (entry.getExternalAttributes() >> 16) & FILE_TYPE;
    if (type != 0 && type != (directory ? DIRECTORY : REGULAR)) {
      return Optional.of(path + ": expected a plain file but got a link or special file");
    }
    if (directory) {
      return entry.getSize() == 0
          ? Optional.empty()
          : Optional.of(name + ": expected a folder without content");
    }
    if (!name.equals(ArchiveWriter.MANIFEST)) {
      Optional<String> unwelcome = BundlePaths.unwelcome(name);
      if (unwelcome.isPresent()) {
        return unwelcome;
      }
    }
    return packing(entry, limits);
  }

  private static Optional<String> packing(ZipArchiveEntry entry, ArchiveLimits limits) {
    String name = entry.getName();
    if (entry.getGeneralPurposeBit().usesEncryption()) {
      return Optional.of(name + ": expected plain content but it is encrypted");
    }
    if (entry.getMethod() != ZipEntry.STORED && entry.getMethod() != ZipEntry.DEFLATED) {
      return Optional.of(
          "%s: expected the method stored or deflated but got method %d"
              .formatted(name, entry.getMethod()));
    }
    long size = entry.getSize();
    if (size < 0 || size > limits.fileBytes()) {
      return Optional.of(
          "%s: expected at most %,d bytes but got %,d".formatted(name, limits.fileBytes(), size));
    }
    if (size > ArchiveLimits.RATIO_FROM_BYTES
        && size / Math.max(1, entry.getCompressedSize()) >= limits.ratio()) {
      return Optional.of(
          "%s: expected to unpack to less than %d times its packed size but got %,d bytes of %,d"
              .formatted(name, limits.ratio(), size, entry.getCompressedSize()));
    }
    return Optional.empty();
  }

  private static boolean hasBackslash(byte[] name) {
    for (byte letter : name) {
      if (letter == '\\') {
        return true;
      }
    }
    return false;
  }
}
