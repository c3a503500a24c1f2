package dev.skein.rollout.policy;

/**
 * How far a wave reaches.
 *
 * @param percent of all targeted tenants that are through when it ends, canary included; above 0,
 *     to 100
 */
public record WaveShare(double percent) {
  public WaveShare {
    if (!(percent > 0 && percent <= 100)) {
      throw new IllegalArgumentException(
          "expected a wave's percentage above 0, to 100, but got " + percent);
    }
  }
}
