package dev.skein.release.backfill;

/**
 * A backfill and its statement.
 *
 * @param text as the file has it, without a byte order mark
 * @param sha256 of the file, 64 lower-case hex digits: the same name with another statement is
 *     another backfill
 */
public record BackfillScript(Backfill backfill, String text, String sha256) {
  /** What a statement names the size of its batch by. */
  public static final String BATCH = "${batch}";

  /** What a statement names the key by that it goes on after. */
  public static final String AFTER = "${after}";

  public String path() {
    return backfill.path();
  }

  /** Statements may hold secrets and are long. */
  @Override
  public String toString() {
    return path();
  }
}
