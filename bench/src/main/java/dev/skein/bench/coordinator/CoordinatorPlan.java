package dev.skein.bench.coordinator;

import dev.skein.cli.shell.CommandFailedException;

/** The size of a run. */
record CoordinatorPlan(int tenants, int shards) {
  private static final int MOST_TENANTS = 1_000_000;
  private static final int MOST_SHARDS = 200;

  CoordinatorPlan {
    require("--tenants", tenants, 100, MOST_TENANTS);
    require("--shards", shards, 1, Math.min(MOST_SHARDS, tenants));
  }

  /** As workers announce it: the window, twice of it, holds all tenants of the shard. */
  int concurrency() {
    return Math.ceilDiv(tenants, shards);
  }

  String tenant(int number) {
    return "tenant-%07d".formatted(number);
  }

  String shard(int number) {
    return "shard-%03d".formatted(number % shards);
  }

  /** As {@code tenants import} takes it. */
  String csv() {
    StringBuilder csv = new StringBuilder("id,shard,database,schema,labels\n");
    for (int i = 0; i < tenants; i++) {
      csv.append(tenant(i)).append(',').append(shard(i));
      csv.append(",app_").append(i / shards).append(",public,tier=");
      csv.append(i % 10 == 0 ? "gold" : "free").append(";region=eu\n");
    }
    return csv.toString();
  }

  /** One wave that holds everybody: how a rollout starts slowly is not what is measured. */
  String policy() {
    return """
    canary: {percent: 100, failures: 1000000, same-signature: 1000000}
    retry: {attempts: 5, backoff: 50ms..200ms}
    verify: {fingerprint: off}
    """;
  }

  private static void require(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw CommandFailedException.badInput(
          "expected %s from %d to %d but got %d".formatted(option, least, most, value));
    }
  }
}
