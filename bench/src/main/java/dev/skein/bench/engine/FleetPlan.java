package dev.skein.bench.engine;

import dev.skein.cli.shell.CommandFailedException;

/**
 * How large a run of the whole platform is.
 *
 * @param tenants databases for each of the two
 * @param threads tenants at a time: the engine's, and the shard's concurrency
 * @param rounds those that count
 * @param history versions that every tenant has before; each round brings one more
 */
record FleetPlan(int tenants, int threads, int rounds, int history) {
  /** One in ten fails where halting is measured, and ten must. */
  private static final int HALTS_FROM = 200;

  FleetPlan {
    require("--tenants", tenants, 1, 2000);
    require("--threads", threads, 1, 64);
    require("--rounds", rounds, 1, 100);
    require("--history", history, 1, 5000);
  }

  /** Whether there are enough tenants to see a rollout halt while it still sends. */
  boolean halts() {
    return tenants >= HALTS_FROM;
  }

  private static void require(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw CommandFailedException.badInput(
          "expected %s from %d to %d but got %d".formatted(option, least, most, value));
    }
  }
}
