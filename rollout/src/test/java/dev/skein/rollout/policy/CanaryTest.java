package dev.skein.rollout.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class CanaryTest {
  @Test
  void takesTheLargerOfCountAndPercentage() {
    assertThat(new Canary(5, 1, 1).of(1000)).isEqualTo(10);
    assertThat(new Canary(20, 1, 1).of(1000)).isEqualTo(20);
    assertThat(new Canary(3, 0, 1).of(1000)).isEqualTo(3);
  }

  @Test
  void roundsItsPercentageUp() {
    assertThat(new Canary(0, 1, 1).of(100)).isEqualTo(1);
    assertThat(new Canary(0, 1, 1).of(101)).isEqualTo(2);
    assertThat(new Canary(0, 0.001, 1).of(100_000)).isEqualTo(1);
    assertThat(new Canary(0, 100, 1).of(7)).isEqualTo(7);
  }

  @Test
  void takesAtLeastOneAndAtMostAll() {
    assertThat(new Canary(0, 0.001, 1).of(10)).isEqualTo(1);
    assertThat(new Canary(50, 0, 1).of(10)).isEqualTo(10);
    assertThat(Canary.standard().of(1)).isEqualTo(1);
  }

  /** 1.1 · 3000 is a little above 3300 in binary: 33 tenants are meant, not 34. */
  @Test
  void readsAPercentageAsItIsWritten() {
    assertThat(new Canary(0, 1.1, 1).of(3000)).isEqualTo(33);
  }

  @Test
  void refusesImpossibleValues() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Canary(-1, 1, 1))
        .withMessage("expected a canary count from 0 but got -1");
    for (double percent : new double[] {-0.1, 100.1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Canary(1, percent, 1))
          .withMessage("expected a canary percentage from 0 to 100 but got " + percent);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Canary(1, 1, 0))
        .withMessage("expected canary failures from 1 but got 0, 1 of one signature");
  }
}
