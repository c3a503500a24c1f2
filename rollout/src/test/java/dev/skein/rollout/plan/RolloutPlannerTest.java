package dev.skein.rollout.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.skein.contracts.id.ReleaseDigest;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.id.ShardId;
import dev.skein.contracts.id.TenantId;
import dev.skein.rollout.policy.Canary;
import dev.skein.rollout.policy.HaltLimits;
import dev.skein.rollout.policy.RetryPolicy;
import dev.skein.rollout.policy.RolloutPolicy;
import dev.skein.rollout.policy.WaveShare;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RolloutPlannerTest {
  private static final ReleaseDigest RELEASE = new ReleaseDigest("sha256:" + "a".repeat(64));

  private static Target target(int tenant, int shard, @Nullable Integer version) {
    return new Target(
        new TenantId("t" + tenant),
        new ShardId("shard" + shard),
        version == null ? null : new SchemaVersion(String.valueOf(version)));
  }

  private static List<Target> targets(int tenants) {
    return IntStream.range(0, tenants).mapToObj(i -> target(i, 0, 1)).toList();
  }

  private static RolloutPolicy policy(Canary canary, double... percents) {
    return new RolloutPolicy(
        canary,
        Arrays.stream(percents).mapToObj(WaveShare::new).toList(),
        HaltLimits.standard(),
        RetryPolicy.standard(),
        0);
  }

  private static List<Integer> sizes(RolloutPolicy policy, int tenants) {
    return RolloutPlanner.plan(RELEASE, policy, targets(tenants)).waves().stream()
        .map(PlannedWave::size)
        .toList();
  }

  private static List<TenantId> order(List<Target> targets) {
    return RolloutPlanner.plan(RELEASE, RolloutPolicy.standard(), targets).waves().stream()
        .flatMap(wave -> wave.tenants().stream())
        .toList();
  }

  private static List<Target> shuffled(List<Target> targets, Random random) {
    List<Target> other = new ArrayList<>(targets);
    Collections.shuffle(other, random);
    return other;
  }

  @Test
  void cutsTheOrderWhereTheWavesReach() {
    assertThat(sizes(policy(new Canary(5, 0, 1), 10, 50, 100), 200))
        .containsExactly(5, 15, 80, 100);
  }

  @Test
  void roundsEachReachUp() {
    assertThat(sizes(policy(new Canary(0, 1, 1), 10, 33.4, 100), 10)).containsExactly(1, 3, 6);
    assertThat(sizes(policy(new Canary(1, 0, 1), 1.1, 100), 3000)).containsExactly(1, 32, 2967);
  }

  @Test
  void dropsWavesThatTheCanaryAlreadyReached() {
    assertThat(sizes(policy(new Canary(20, 0, 1), 10, 20, 50, 100), 100))
        .containsExactly(20, 30, 50);
    assertThat(sizes(policy(new Canary(1, 0, 1), 1, 2, 3, 100), 2)).containsExactly(1, 1);
  }

  @Test
  void makesOneWaveOfACanaryAsLargeAsTheFleet() {
    assertThat(sizes(policy(new Canary(50, 0, 1), 50, 100), 10)).containsExactly(10);
    assertThat(sizes(policy(new Canary(0, 100, 1), 50, 100), 10)).containsExactly(10);
    assertThat(sizes(RolloutPolicy.standard(), 1)).containsExactly(1);
  }

  @Test
  void givesTheSameWavesWhateverTheOrderGiven() {
    Random random = new Random(1);
    List<Target> targets =
        IntStream.range(0, 300).mapToObj(i -> target(i, i % 4, i % 3 == 0 ? null : i % 5)).toList();
    RolloutPlan plan =
        RolloutPlanner.plan(RELEASE, policy(Canary.standard(), 20, 60, 100), targets);
    for (int i = 0; i < 20; i++) {
      assertThat(
              RolloutPlanner.plan(
                  RELEASE, policy(Canary.standard(), 20, 60, 100), shuffled(targets, random)))
          .isEqualTo(plan);
    }
  }

  @Test
  void holdsEachTenantInExactlyOneWave() {
    List<Target> targets = targets(257);
    assertThat(order(targets))
        .hasSize(257)
        .containsExactlyInAnyOrderElementsOf(targets.stream().map(Target::tenant).toList());
  }

  @Test
  void picksOtherCanariesForAnotherRelease() {
    ReleaseDigest other = new ReleaseDigest("sha256:" + "b".repeat(64));
    assertThat(RolloutPlanner.plan(other, RolloutPolicy.standard(), targets(1000)).waves().get(0))
        .isNotEqualTo(
            RolloutPlanner.plan(RELEASE, RolloutPolicy.standard(), targets(1000)).waves().get(0));
  }

  /** The frozen set's digest: over the tenants alone, sorted, one a line. */
  @Test
  void digestsTheSetAndNothingElse() {
    List<Target> set = List.of(target(2, 0, 1), target(1, 1, null));
    String digest = RolloutPlanner.plan(RELEASE, RolloutPolicy.standard(), set).targetDigest();
    assertThat(digest)
        .isEqualTo("sha256:56b91a1c7d24246d95264b7601d24ec7bc1babe7da4d7b685f076b530b58c74b");
    assertThat(
            RolloutPlanner.plan(
                    new ReleaseDigest("sha256:" + "b".repeat(64)),
                    policy(new Canary(2, 0, 1), 100),
                    List.of(target(1, 4, 4), target(2, 5, 5)))
                .targetDigest())
        .isEqualTo(digest);
    assertThat(RolloutPlanner.plan(RELEASE, RolloutPolicy.standard(), targets(3)).targetDigest())
        .isNotEqualTo(digest);
  }

  /** The waves of a release must not change with a refactoring: a rerun picks the same tenants. */
  @Test
  void staysTheSameOverTime() {
    List<Target> targets =
        IntStream.range(0, 10).mapToObj(i -> target(i, i % 2, i < 7 ? 1 : null)).toList();
    assertThat(order(targets).stream().map(TenantId::value).collect(Collectors.joining(" ")))
        .isEqualTo("t8 t5 t0 t7 t2 t1 t4 t9 t3 t6");
  }

  @Test
  void meetsAsManyKindsOfTenantInTheCanaryAsItHasPlaces() {
    List<Target> targets = IntStream.range(0, 400).mapToObj(i -> target(i, i % 4, 1)).toList();
    Map<TenantId, ShardId> shards =
        targets.stream().collect(Collectors.toMap(Target::tenant, Target::shard));
    assertThat(order(targets).subList(0, 4).stream().map(shards::get)).doesNotHaveDuplicates();
  }

  @Test
  void spreadsSmallShardsAmongALargeOne() {
    List<Target> targets =
        IntStream.range(0, 1020).mapToObj(i -> target(i, i < 1000 ? 0 : i, 1)).toList();
    assertProportionate(targets, "1000 tenants on one shard, 20 alone on theirs");
  }

  @Test
  void keepsEveryPrefixProportionateWithinOneOfEachGroup() {
    for (int seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      int shards = 1 + random.nextInt(6);
      int versions = 1 + random.nextInt(4);
      double skew = random.nextDouble() * 4;
      List<Target> targets = new ArrayList<>();
      int tenants = 1 + random.nextInt(250);
      for (int i = 0; i < tenants; i++) {
        int version = (int) (versions * Math.pow(random.nextDouble(), skew));
        int shard = (int) (shards * Math.pow(random.nextDouble(), skew));
        targets.add(target(i, shard, version == 0 ? null : version));
      }
      assertProportionate(targets, "seed " + seed);
    }
  }

  private static void assertProportionate(List<Target> targets, String what) {
    Map<TenantId, String> groups =
        targets.stream()
            .collect(Collectors.toMap(Target::tenant, t -> t.shard() + "/" + t.version()));
    Map<String, Long> sizes =
        groups.values().stream().collect(Collectors.groupingBy(g -> g, Collectors.counting()));
    Map<String, Long> met = new HashMap<>();
    List<TenantId> order = order(targets);
    assertThat(order).hasSameSizeAs(targets);
    for (int prefix = 1; prefix <= order.size(); prefix++) {
      met.merge(String.valueOf(groups.get(order.get(prefix - 1))), 1L, Long::sum);
      for (Map.Entry<String, Long> group : sizes.entrySet()) {
        long has = met.getOrDefault(group.getKey(), 0L) * order.size();
        if (Math.abs(has - prefix * group.getValue()) >= order.size()) {
          throw new AssertionError(
              "%s: expected %.2f of %s among the first %d but got %d"
                  .formatted(
                      what,
                      (double) prefix * group.getValue() / order.size(),
                      group.getKey(),
                      prefix,
                      met.getOrDefault(group.getKey(), 0L)));
        }
      }
    }
  }

  @Test
  void refusesAnEmptySetAndATenantTwice() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RolloutPlanner.plan(RELEASE, RolloutPolicy.standard(), List.of()))
        .withMessage("expected at least one tenant but got none");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                RolloutPlanner.plan(
                    RELEASE, RolloutPolicy.standard(), List.of(target(1, 0, 1), target(1, 1, 1))))
        .withMessage("expected each tenant once but one is given twice");
  }

  @Test
  void plansALargeFleetInNoTime() {
    List<Target> targets =
        IntStream.range(0, 100_000).mapToObj(i -> target(i, i % 500, i % 3)).toList();
    long before = System.nanoTime();
    assertThat(order(targets)).hasSize(100_000);
    assertThat(System.nanoTime() - before).isLessThan(10_000_000_000L);
  }
}
