package dev.skein.rollout.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.contracts.id.ReleaseDigest;
import dev.skein.contracts.id.ShardId;
import dev.skein.contracts.id.TenantId;
import dev.skein.rollout.policy.Canary;
import dev.skein.rollout.policy.HaltLimits;
import dev.skein.rollout.policy.RetryPolicy;
import dev.skein.rollout.policy.RolloutPolicy;
import dev.skein.rollout.policy.WaveShare;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who the canary is, and what becomes of the gates of waves that fall away. */
class CanaryAndWavesTest {
  private static final ReleaseDigest RELEASE = new ReleaseDigest("sha256:" + "a".repeat(64));
  private static final Duration FIVE = Duration.ofMinutes(5);
  private static final Duration TEN = Duration.ofMinutes(10);

  /** t0 to t99; every tenth is internal. */
  private static final List<Target> TARGETS =
      IntStream.range(0, 100)
          .mapToObj(
              i ->
                  new Target(
                      new TenantId("t" + i),
                      new ShardId("s" + i % 3),
                      null,
                      Map.of("tier", i % 10 == 0 ? "internal" : "paying", "region", "eu")))
          .toList();

  private static Canary canary(Set<String> tenants, Map<String, String> labels, int count) {
    Set<TenantId> ids = tenants.stream().map(TenantId::new).collect(Collectors.toSet());
    return new Canary(ids, labels, count, 0, TEN, 1, 1);
  }

  private static List<PlannedWave> plan(Canary canary, WaveShare... waves) {
    List<WaveShare> shares = waves.length == 0 ? List.of(new WaveShare(100)) : List.of(waves);
    RolloutPolicy policy =
        new RolloutPolicy(canary, shares, HaltLimits.standard(), RetryPolicy.standard(), 0);
    return RolloutPlanner.plan(RELEASE, policy, TARGETS).waves();
  }

  private static Set<String> names(PlannedWave wave) {
    return wave.tenants().stream().map(TenantId::value).collect(Collectors.toSet());
  }

  @Test
  void unitesNamesLabelsAndNumber() {
    assertThat(names(plan(canary(Set.of("t7", "t8"), Map.of(), 0)).getFirst()))
        .containsExactlyInAnyOrder("t7", "t8");
    assertThat(names(plan(canary(Set.of(), Map.of("tier", "internal"), 0)).getFirst()))
        .hasSize(10)
        .allMatch(name -> name.endsWith("0"));
    Set<String> byNumber = names(plan(canary(Set.of(), Map.of(), 4)).getFirst());
    Set<String> all =
        Stream.of(byNumber, Set.of("t7"), names(internal()))
            .flatMap(Set::stream)
            .collect(Collectors.toSet());
    assertThat(names(plan(canary(Set.of("t7"), Map.of("tier", "internal"), 4)).getFirst()))
        .isEqualTo(all);
  }

  private static PlannedWave internal() {
    return plan(canary(Set.of(), Map.of("tier", "internal"), 0)).getFirst();
  }

  @Test
  void needsAllOfTheLabels() {
    Map<String, String> labels = Map.of("tier", "internal", "region", "us");
    assertThatThrownBy(() -> plan(canary(Set.of(), labels, 0)))
        .isInstanceOf(UnfitPolicyException.class)
        .hasMessage(
            "expected a canary of at least one tenant but none has the labels"
                + " {region=us, tier=internal}");
  }

  @Test
  void refusesACanaryThatIsNotAimedAt() {
    assertThatThrownBy(() -> plan(canary(Set.of("t1", "zeta", "umbrella"), Map.of(), 5)))
        .isInstanceOf(UnfitPolicyException.class)
        .hasMessage(
            "expected the canary's tenants among those that are aimed at but not: umbrella, zeta");
  }

  @Test
  void keepsEachTenantInOneWaveWhoeverTheCanaryIs() {
    List<PlannedWave> waves =
        plan(
            canary(Set.of("t7"), Map.of("tier", "internal"), 2),
            new WaveShare(50),
            new WaveShare(100));
    assertThat(waves.stream().flatMap(wave -> wave.tenants().stream()))
        .hasSize(100)
        .doesNotHaveDuplicates();
    assertThat(waves.stream().map(PlannedWave::size).reduce(0, Integer::sum)).isEqualTo(100);
    assertThat(waves.get(0).size() + waves.get(1).size()).isEqualTo(50);
  }

  @Test
  void carriesBakesAndApprovals() {
    List<PlannedWave> waves =
        plan(
            canary(Set.of(), Map.of(), 5),
            new WaveShare(10, FIVE, false),
            new WaveShare(50, Duration.ZERO, true),
            new WaveShare(100));
    assertThat(waves.stream().map(PlannedWave::bake))
        .containsExactly(TEN, FIVE, Duration.ZERO, Duration.ZERO);
    assertThat(waves.stream().map(PlannedWave::approval))
        .containsExactly(false, false, true, false);
  }

  /** The canary is larger than the first two waves: what they asked for must still be had. */
  @Test
  void losesNoGateOfAWaveThatFallsAway() {
    List<PlannedWave> waves =
        plan(
            canary(Set.of(), Map.of(), 30),
            new WaveShare(10, Duration.ofHours(1), false),
            new WaveShare(20, FIVE, true),
            new WaveShare(60),
            new WaveShare(100));
    assertThat(waves.stream().map(PlannedWave::size)).containsExactly(30, 30, 40);
    assertThat(waves.stream().map(PlannedWave::bake))
        .containsExactly(Duration.ofHours(1), Duration.ZERO, Duration.ZERO);
    assertThat(waves.stream().map(PlannedWave::approval)).containsExactly(false, true, false);
  }
}
