package dev.skein.release.bundle;

/**
 * How large a release may be. The ratio of unpacked to packed size counts for files above 4 MiB
 * alone: repetitive SQL is small and packs well.
 *
 * @param archiveBytes the archive as it arrives
 * @param entries files and folders
 * @param fileBytes one file unpacked
 * @param totalBytes all files unpacked
 * @param ratio unpacked bytes for one packed byte
 */
public record ArchiveLimits(
    long archiveBytes, int entries, long fileBytes, long totalBytes, int ratio) {
  /** 64 MiB, 20,000 entries, 16 MiB a file, 256 MiB in all, 200 to 1. */
  public static final ArchiveLimits DEFAULT =
      new ArchiveLimits(64L << 20, 20_000, 16L << 20, 256L << 20, 200);

  static final long RATIO_FROM_BYTES = 4L << 20;

  public ArchiveLimits {
    if (archiveBytes < 1 || entries < 1 || fileBytes < 1 || totalBytes < 1 || ratio < 1) {
      throw new IllegalArgumentException("expected limits above 0 but got one below");
    }
    if (fileBytes > Integer.MAX_VALUE - 16) {
      throw new IllegalArgumentException(
          "expected a limit of at most 2 GiB a file but got %,d bytes".formatted(fileBytes));
    }
  }
}
