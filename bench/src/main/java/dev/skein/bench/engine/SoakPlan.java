package dev.skein.bench.engine;

/**
 * How large a soak is.
 *
 * @param tenants in all
 * @param versions in the release that all of them get
 * @param failingPercent of the tenants where a script in the middle fails at first
 * @param threads tenants at a time
 * @param schemas whether the tenants are schemas of one database
 */
record SoakPlan(int tenants, int versions, double failingPercent, int threads, boolean schemas) {
  SoakPlan {
    require("--tenants", tenants, 1, 20_000);
    require("--versions", versions, 2, 500);
    require("--failing-percent", failingPercent, 0, 100);
    require("--threads", threads, 1, 64);
  }

  /** The version whose script fails where it is told to. */
  int fragile() {
    return versions / 2 + 1;
  }

  /** Every so many-th tenant fails, so that they are spread over the run. */
  boolean fails(int tenant) {
    int before = (int) (tenant * failingPercent / 100);
    return (int) ((tenant + 1) * failingPercent / 100) > before;
  }

  private static void require(String option, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "expected %s from %.0f to %.0f but got %s".formatted(option, least, most, value));
    }
  }
}
