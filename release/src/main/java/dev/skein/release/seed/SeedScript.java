package dev.skein.release.seed;

/**
 * A seed and its SQL.
 *
 * @param text as the file has it, without a byte order mark
 */
public record SeedScript(Seed seed, String text) {
  public String path() {
    return seed.path();
  }

  /** Scripts may hold secrets and are long. */
  @Override
  public String toString() {
    return path();
  }
}
