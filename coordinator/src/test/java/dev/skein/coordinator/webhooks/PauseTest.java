package dev.skein.coordinator.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PauseTest {
  private static final Duration FIRST = Duration.ofSeconds(4);
  private static final Duration LONGEST = Duration.ofSeconds(60);

  @ParameterizedTest
  @CsvSource({"1, 2000, 4000", "2, 6000, 12000", "3, 18000, 36000", "4, 30000, 60000"})
  void growsThreefoldUpToTheLongestWithHalfOfItByChance(int tries, long least, long most) {
    assertThat(Pause.after(tries, FIRST, LONGEST, null, 0)).hasMillis(least);
    assertThat(Pause.after(tries, FIRST, LONGEST, null, 1)).hasMillis(most);
  }

  @Test
  void neverOverflows() {
    assertThat(IntStream.of(50, 1000, Integer.MAX_VALUE))
        .allSatisfy(
            tries -> assertThat(Pause.after(tries, FIRST, LONGEST, null, 1)).isEqualTo(LONGEST));
  }

  @Test
  void heedsAReceiverThatAsksForMoreButNotForever() {
    assertThat(Pause.after(1, FIRST, LONGEST, Duration.ofSeconds(30), 1)).hasSeconds(30);
    assertThat(Pause.after(1, FIRST, LONGEST, Duration.ofSeconds(1), 1)).isEqualTo(FIRST);
    assertThat(Pause.after(1, FIRST, LONGEST, Duration.ofDays(9), 1)).isEqualTo(LONGEST);
    assertThat(Pause.after(1, FIRST, LONGEST, Duration.ofSeconds(-9), 1)).isEqualTo(FIRST);
  }
}
