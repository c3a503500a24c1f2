package dev.skein.rollout.policy;

/**
 * When the waves after the canary halt.
 *
 * @param failures failed tenants of those waves together; halts when reached, from 1
 */
public record HaltLimits(int failures) {
  public HaltLimits {
    if (failures < 1) {
      throw new IllegalArgumentException("expected halt failures from 1 but got " + failures);
    }
  }

  public static HaltLimits standard() {
    return new HaltLimits(5);
  }
}
