package dev.skein.rollout.policy;

import java.util.List;

/**
 * How a release is brought to its tenants.
 *
 * @param waves what follows the canary; the last one reaches 100 percent
 * @param shardConcurrency the most attempts at once on a shard, which may only lower the shard's
 *     own; 0 for the shard's own
 */
public record RolloutPolicy(
    Canary canary,
    List<WaveShare> waves,
    HaltLimits halt,
    RetryPolicy retry,
    int shardConcurrency) {
  public RolloutPolicy {
    waves = List.copyOf(waves);
    if (waves.isEmpty() || waves.getLast().percent() != 100) {
      throw new IllegalArgumentException("expected the last wave at 100 percent but got " + waves);
    }
    for (int i = 1; i < waves.size(); i++) {
      if (waves.get(i).percent() <= waves.get(i - 1).percent()) {
        throw new IllegalArgumentException(
            "expected each wave to reach further than the one before but got " + waves);
      }
    }
    if (shardConcurrency < 0) {
      throw new IllegalArgumentException(
          "expected a per-shard concurrency from 1 but got " + shardConcurrency);
    }
  }

  /** One percent as the canary, then the rest; halts at its first failure, later at the fifth. */
  public static RolloutPolicy standard() {
    return new RolloutPolicy(
        Canary.standard(),
        List.of(new WaveShare(100)),
        HaltLimits.standard(),
        RetryPolicy.standard(),
        0);
  }

  /** The failures that halt while this wave runs. */
  public int failureBudget(int wave) {
    return wave == 0 ? canary.failures() : halt.failures();
  }
}
