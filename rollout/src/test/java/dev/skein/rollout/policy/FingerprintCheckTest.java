package dev.skein.rollout.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.rollout.policy.FingerprintCheck.Scope;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FingerprintCheckTest {
  private static long picked(FingerprintCheck check, int from, int until) {
    return IntStream.range(from, until).filter(place -> check.picks(1, place)).count();
  }

  @Test
  void theCanaryIsItsWave() {
    FingerprintCheck check = FingerprintCheck.standard();

    assertThat(check.picks(0, 3)).isTrue();
    assertThat(check.picks(1, 0)).isFalse();
  }

  @Test
  void allAndNobody() {
    assertThat(picked(new FingerprintCheck(Scope.ALL, 0), 0, 50)).isEqualTo(50);
    assertThat(picked(new FingerprintCheck(Scope.OFF, 0), 0, 50)).isZero();
  }

  @Test
  void aSampleHasItsShareOfEveryPartAndAtLeastOne() {
    FingerprintCheck check = new FingerprintCheck(Scope.SAMPLE, 5);

    assertThat(picked(check, 0, 1)).isEqualTo(1);
    assertThat(picked(check, 0, 20)).isEqualTo(1);
    assertThat(picked(check, 0, 21)).isEqualTo(2);
    assertThat(picked(check, 0, 1000)).isEqualTo(50);
    for (int from = 0; from < 900; from += 7) {
      assertThat(picked(check, from, from + 100)).isBetween(4L, 6L);
    }
    assertThat(picked(new FingerprintCheck(Scope.SAMPLE, 100), 0, 33)).isEqualTo(33);
  }
}
