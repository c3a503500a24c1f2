package dev.skein.bench.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How large a run is.
 *
 * @param tenants of each engine
 * @param threads tenants at a time; with several numbers each is measured
 * @param rounds those that count
 * @param history versions in a whole history
 * @param seconds that a round is to last, about
 * @param warmUp seconds that an engine runs in each case before its rounds count, at least
 * @param schemas whether an engine's tenants are schemas of one database
 * @param loops whether a process a tenant is timed too
 */
record EnginePlan(
    int tenants,
    List<Integer> threads,
    int rounds,
    int history,
    int seconds,
    int warmUp,
    boolean schemas,
    boolean loops) {
  private static final int HISTORY_SHARE = 10;

  EnginePlan {
    threads = List.copyOf(threads);
    require("--tenants", tenants, 1, 2000);
    for (int each : threads) {
      require(threads.size() == 1 ? "--threads" : "--sweep", each, 1, 64);
    }
    require("--rounds", rounds, 1, 100);
    require("--history", history, 1, 5000);
    require("--seconds", seconds, 0, 600);
    require("--warm-up", warmUp, 0, 600);
  }

  /** Whether the floor and Skein are measured with several numbers of threads, and nobody else. */
  boolean sweep() {
    return threads.size() > 1;
  }

  int mostThreads() {
    return threads.stream().mapToInt(Integer::intValue).max().orElseThrow();
  }

  /**
   * How many tenants take the whole history at least: a tenth, since one costs as much as hundreds
   * of the other cases' tenants, but enough to keep every thread busy twice.
   */
  int historyTenants(int threads) {
    return Math.min(tenants, Math.max(2 * threads, tenants / HISTORY_SHARE));
  }

  /** Several numbers, no two alike. */
  static void requireSweep(List<Integer> sweep) {
    Set<Integer> seen = new HashSet<>();
    for (int each : sweep) {
      if (!seen.add(each)) {
        throw new IllegalArgumentException(
            "expected different numbers in --sweep but got %d twice".formatted(each));
      }
    }
    if (seen.size() < 2) {
      throw new IllegalArgumentException(
          "expected two or more numbers in --sweep but got %d; next: --threads for one"
              .formatted(seen.size()));
    }
  }

  private static void require(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "expected %s from %d to %d but got %d".formatted(option, least, most, value));
    }
  }
}
