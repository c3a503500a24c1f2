package dev.skein.rollout.rules;

import dev.skein.contracts.command.BackupRule;
import dev.skein.rollout.policy.Canary;
import dev.skein.rollout.policy.FingerprintCheck;
import dev.skein.rollout.policy.HaltLimits;
import dev.skein.rollout.policy.RetryPolicy;
import dev.skein.rollout.policy.RolloutPolicy;
import dev.skein.rollout.policy.SameSignature;
import dev.skein.rollout.policy.ShardLimits;
import dev.skein.rollout.policy.WaveShare;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Any policy that a file could hold. */
final class RandomPolicy {
  private RandomPolicy() {}

  static RolloutPolicy of(Random random) {
    List<WaveShare> waves = new ArrayList<>();
    for (double reach = 0; waves.size() < random.nextInt(4); ) {
      reach += 1 + random.nextInt(30);
      waves.add(new WaveShare(reach, bake(random), random.nextInt(5) == 0));
    }
    waves.add(new WaveShare(100, bake(random), random.nextInt(5) == 0));
    Duration first = Duration.ofMillis(1 + random.nextInt(2000));
    return new RolloutPolicy(
        canary(random),
        waves,
        halt(random),
        new RetryPolicy(1 + random.nextInt(5), first, first.multipliedBy(1 + random.nextInt(20))),
        new ShardLimits(random.nextInt(4), 1 + random.nextInt(12)),
        random.nextInt(4) == 0 ? Duration.ofSeconds(1 + random.nextInt(60)) : null,
        fingerprint(random),
        BackupRule.OFF);
  }

  private static FingerprintCheck fingerprint(Random random) {
    List<FingerprintCheck.Scope> scopes = List.of(FingerprintCheck.Scope.values());
    FingerprintCheck.Scope scope = scopes.get(random.nextInt(scopes.size()));
    return new FingerprintCheck(
        scope, scope == FingerprintCheck.Scope.SAMPLE ? 1 + random.nextInt(60) : 0);
  }

  private static Canary canary(Random random) {
    return new Canary(
        Set.of(),
        Map.of(),
        1 + random.nextInt(10),
        random.nextInt(10),
        bake(random),
        1 + random.nextInt(3),
        1 + random.nextInt(3));
  }

  private static HaltLimits halt(Random random) {
    boolean percent = random.nextInt(3) == 0;
    return new HaltLimits(
        percent && random.nextBoolean() ? 0 : 1 + random.nextInt(5),
        percent ? 1 + random.nextInt(30) : 0,
        1 + random.nextInt(20),
        new SameSignature(1 + random.nextInt(5), 1 + random.nextInt(3)),
        Duration.ofSeconds(10),
        Duration.ofSeconds(1 + random.nextInt(60)));
  }

  private static Duration bake(Random random) {
    return random.nextBoolean() ? Duration.ZERO : Duration.ofMillis(1 + random.nextInt(20_000));
  }
}
