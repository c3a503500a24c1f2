package dev.skein.rollout.policy;

/**
 * Whose catalog is digested after the release is in.
 *
 * @param percent of the tenants for {@code SAMPLE}, above 0; else 0
 */
public record FingerprintCheck(Scope scope, double percent) {
  /** Which tenants. */
  public enum Scope {
    OFF,
    CANARY,
    SAMPLE,
    ALL
  }

  public FingerprintCheck {
    if ((scope == Scope.SAMPLE) != (percent > 0) || !(percent >= 0 && percent <= 100)) {
      throw new IllegalArgumentException(
          "expected a percentage above 0, to 100, for a sample alone but got %s %s"
              .formatted(scope, percent));
    }
  }

  /**
   * Whether it asks for a tenant. A sample is spread evenly over the plan's order, which is the
   * stable one: each wave has its share, and the first of the canary is always in it.
   *
   * @param place in the order of the whole plan, from 0
   */
  public boolean picks(int wave, int place) {
    return switch (scope) {
      case OFF -> false;
      case CANARY -> wave == 0;
      case SAMPLE -> reach(place + 1) > reach(place);
      case ALL -> true;
    };
  }

  /** How many of so many tenants are in the sample. */
  private double reach(int tenants) {
    return Math.ceil(tenants * percent / 100);
  }

  public static FingerprintCheck standard() {
    return new FingerprintCheck(Scope.CANARY, 0);
  }
}
