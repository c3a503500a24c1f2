package dev.skein.bench.engine;

/**
 * How large a run is.
 *
 * @param tenants databases for each engine
 * @param threads tenants at a time
 * @param rounds those that count
 * @param history versions in a whole history
 * @param loops whether a process a tenant is timed too
 */
record EnginePlan(int tenants, int threads, int rounds, int history, boolean loops) {
  private static final int HISTORY_SHARE = 10;

  EnginePlan {
    require("--tenants", tenants, 1, 2000);
    require("--threads", threads, 1, 64);
    require("--rounds", rounds, 1, 100);
    require("--history", history, 1, 5000);
  }

  /**
   * How many tenants take the whole history: a tenth, since one costs as much as hundreds of the
   * other cases' tenants, but enough to keep every thread busy twice.
   */
  int historyTenants() {
    return Math.min(tenants, Math.max(2 * threads, tenants / HISTORY_SHARE));
  }

  private static void require(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "expected %s from %d to %d but got %d".formatted(option, least, most, value));
    }
  }
}
