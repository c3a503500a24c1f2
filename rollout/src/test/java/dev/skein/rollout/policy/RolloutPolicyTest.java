package dev.skein.rollout.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RolloutPolicyTest {
  private static RolloutPolicy waves(double... percents) {
    return new RolloutPolicy(
        Canary.standard(),
        Arrays.stream(percents).mapToObj(WaveShare::new).toList(),
        HaltLimits.standard(),
        RetryPolicy.standard(),
        0);
  }

  @Test
  void endsWithEveryTenant() {
    assertThat(waves(10, 50, 100).waves()).hasSize(3);
    for (double[] percents : new double[][] {{}, {50}, {100, 50}}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> waves(percents))
          .withMessageStartingWith("expected the last wave at 100 percent but got [");
    }
  }

  @Test
  void reachesFurtherWithEachWave() {
    for (double[] percents : new double[][] {{10, 10, 100}, {20, 10, 100}, {100, 100}}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> waves(percents))
          .withMessageStartingWith(
              "expected each wave to reach further than the one before but got [");
    }
  }

  @Test
  void mayNotRaiseAShardsOwnLimitByANegativeOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new RolloutPolicy(
                    Canary.standard(),
                    List.of(new WaveShare(100)),
                    HaltLimits.standard(),
                    RetryPolicy.standard(),
                    -1))
        .withMessage("expected a per-shard concurrency from 1 but got -1");
  }

  @Test
  void keepsItsOwnCopyOfTheWaves() {
    List<WaveShare> given = new ArrayList<>(List.of(new WaveShare(100)));
    RolloutPolicy policy =
        new RolloutPolicy(
            Canary.standard(), given, HaltLimits.standard(), RetryPolicy.standard(), 0);
    given.clear();
    assertThat(policy.waves()).containsExactly(new WaveShare(100));
  }

  @Test
  void budgetsTheCanaryByItselfAndTheLaterWavesByTheHalt() {
    RolloutPolicy policy =
        new RolloutPolicy(
            new Canary(1, 0, 2),
            List.of(new WaveShare(100)),
            new HaltLimits(7),
            RetryPolicy.standard(),
            0);
    assertThat(policy.failureBudget(0)).isEqualTo(2);
    assertThat(policy.failureBudget(1)).isEqualTo(7);
    assertThat(policy.failureBudget(2)).isEqualTo(7);
  }

  @Test
  void refusesImpossibleShares() {
    for (double percent : new double[] {0, -1, 100.5, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new WaveShare(percent))
          .withMessage("expected a wave's percentage above 0, to 100, but got " + percent);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HaltLimits(0))
        .withMessage("expected halt failures from 1 but got 0");
  }
}
