package dev.skein.rollout.policy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/**
 * How far a wave reaches, and what stands before and behind it.
 *
 * @param percent of all targeted tenants that are through when it ends, canary included; above 0,
 *     to 100
 * @param bake how long it is watched after its last tenant, from 0
 * @param approval whether a person must approve before it starts
 */
public record WaveShare(double percent, Duration bake, boolean approval) {
  public WaveShare {
    if (!(percent > 0 && percent <= 100)) {
      throw new IllegalArgumentException(
          "expected a wave's percentage above 0, to 100, but got " + percent);
    }
    if (bake.isNegative()) {
      throw new IllegalArgumentException("expected a bake time from 0 but got " + bake);
    }
  }

  /** Without bake or approval. */
  public WaveShare(double percent) {
    this(percent, Duration.ZERO, false);
  }

  /** How many of so many tenants are through when the wave ends. */
  public int of(int tenants) {
    return share(percent, tenants);
  }

  /** Rounded up from the decimal form: in binary, 1.1 percent of 3000 is a little above 33. */
  static int share(double percent, int tenants) {
    return BigDecimal.valueOf(percent)
        .multiply(BigDecimal.valueOf(tenants))
        .movePointLeft(2)
        .setScale(0, RoundingMode.CEILING)
        .intValueExact();
  }
}
