package dev.skein.rollout.state;

/**
 * Tenants that did not come through.
 *
 * @param failures with a verdict: the release does not fit them
 * @param missing without one: errors, and attempts whose end nobody knows
 */
public record Losses(int failures, int missing) {
  public static final Losses NONE = new Losses(0, 0);

  public int total() {
    return failures + missing;
  }

  public Losses plus(Losses other) {
    return new Losses(failures + other.failures, missing + other.missing);
  }

  /** Never below none. */
  public Losses minus(Losses other) {
    return new Losses(Math.max(0, failures - other.failures), Math.max(0, missing - other.missing));
  }
}
