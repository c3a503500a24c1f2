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

  public static FingerprintCheck standard() {
    return new FingerprintCheck(Scope.CANARY, 0);
  }
}
