package dev.skein.rollout.policy;

/**
 * Who goes first. Count and percentage are united: the larger of both is taken, at least one.
 *
 * @param count tenants, or 0
 * @param percent of all targeted tenants, 0 to 100, or 0
 * @param failures halts when reached, from 1
 */
public record Canary(int count, double percent, int failures) {
  public Canary {
    if (count < 0) {
      throw new IllegalArgumentException("expected a canary count from 0 but got " + count);
    }
    if (!(percent >= 0 && percent <= 100)) {
      throw new IllegalArgumentException(
          "expected a canary percentage from 0 to 100 but got " + percent);
    }
    if (failures < 1) {
      throw new IllegalArgumentException("expected canary failures from 1 but got " + failures);
    }
  }

  /** One percent, at least one tenant; the first failure halts. */
  public static Canary standard() {
    return new Canary(1, 1, 1);
  }

  /** How many of so many tenants; from 1, at most all. */
  public int of(int tenants) {
    int share = WaveShare.share(percent, tenants);
    return Math.min(tenants, Math.max(1, Math.max(count, share)));
  }
}
