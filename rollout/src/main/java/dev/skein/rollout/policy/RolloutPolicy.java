package dev.skein.rollout.policy;

import dev.skein.contracts.command.BackupRule;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a release is brought to its tenants.
 *
 * @param waves what follows the canary; the last one reaches 100 percent
 * @param deadline how long it may run before it waits for a person, above 0; null for ever
 * @param backup null, as in policies from before there was such a rule, as off
 */
public record RolloutPolicy(
    Canary canary,
    List<WaveShare> waves,
    HaltLimits halt,
    RetryPolicy retry,
    ShardLimits perShard,
    @Nullable Duration deadline,
    FingerprintCheck fingerprint,
    @Nullable BackupRule backup) {
  public RolloutPolicy {
    waves = List.copyOf(waves);
    backup = backup == null ? BackupRule.OFF : backup;
    if (waves.isEmpty() || waves.getLast().percent() != 100) {
      throw new IllegalArgumentException("expected the last wave at 100 percent but got " + waves);
    }
    for (int i = 1; i < waves.size(); i++) {
      if (waves.get(i).percent() <= waves.get(i - 1).percent()) {
        throw new IllegalArgumentException(
            "expected each wave to reach further than the one before but got " + waves);
      }
    }
    if (deadline != null && !deadline.isPositive()) {
      throw new IllegalArgumentException("expected a deadline above 0 but got " + deadline);
    }
  }

  /**
   * Without a deadline and backups, and fingerprints as in the standard.
   *
   * @param shardConcurrency the most attempts at once on a shard, or 0
   */
  public RolloutPolicy(
      Canary canary,
      List<WaveShare> waves,
      HaltLimits halt,
      RetryPolicy retry,
      int shardConcurrency) {
    this(
        canary,
        waves,
        halt,
        retry,
        ShardLimits.of(shardConcurrency),
        null,
        FingerprintCheck.standard(),
        BackupRule.OFF);
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
    return wave == 0 ? canary.failures() : halt.budget();
  }
}
