package dev.skein.rollout.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  private static final RetryPolicy POLICY =
      new RetryPolicy(9, Duration.ofMillis(500), Duration.ofSeconds(60));

  @Test
  void doublesFromTheFirstWaitUpToTheLongest() {
    assertThat(POLICY.wait(1, 1.0)).isEqualTo(Duration.ofMillis(500));
    assertThat(POLICY.wait(2, 1.0)).isEqualTo(Duration.ofSeconds(1));
    assertThat(POLICY.wait(3, 1.0)).isEqualTo(Duration.ofSeconds(2));
    assertThat(POLICY.wait(7, 1.0)).isEqualTo(Duration.ofSeconds(32));
    assertThat(POLICY.wait(8, 1.0)).isEqualTo(Duration.ofSeconds(60));
    assertThat(POLICY.wait(9, 1.0)).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void spreadsTheWholeWaitByJitter() {
    assertThat(POLICY.wait(3, 0.0)).isZero();
    assertThat(POLICY.wait(3, 0.25)).isEqualTo(Duration.ofMillis(500));
    assertThat(POLICY.wait(8, 0.5)).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void staysAtTheLongestHoweverOftenItFailed() {
    RetryPolicy slow = new RetryPolicy(1_000_000, Duration.ofDays(1), Duration.ofDays(10_000_000));
    assertThat(slow.wait(1_000_000, 1.0)).isEqualTo(Duration.ofDays(10_000_000));
    assertThat(POLICY.wait(Integer.MAX_VALUE, 1.0)).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void refusesImpossibleValues() {
    Duration second = Duration.ofSeconds(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RetryPolicy(0, second, second))
        .withMessage("expected retry attempts from 1 but got 0");
    for (Duration first :
        new Duration[] {Duration.ZERO, second.negated(), second.multipliedBy(2)}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new RetryPolicy(1, first, second))
          .withMessage(
              "expected a back-off from a positive time to a longer one but got %s..%s",
              first, second);
    }
  }
}
