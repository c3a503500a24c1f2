package dev.skein.bench.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  private final Latencies latencies = new Latencies();

  private void millis(int from, int to) {
    for (int i = from; i <= to; i++) {
      latencies.add(TimeUnit.MILLISECONDS.toNanos(i));
    }
  }

  @Test
  void aPercentileIsTheTimeThatSoManyDidNotExceed() {
    millis(1, 100);

    assertThat(latencies.percentile(50)).isEqualTo(50);
    assertThat(latencies.percentile(99)).isEqualTo(99);
    assertThat(latencies.percentile(100)).isEqualTo(100);
  }

  @Test
  void oneSlowRequestInFiftyShowsInTheNinetyNinth() {
    millis(1, 49);
    millis(1000, 1000);

    assertThat(latencies.percentile(99)).isEqualTo(1000);
    assertThat(latencies.percentile(98)).isEqualTo(49);
  }

  @Test
  void orderDoesNotMatterAndMoreThanTheFirstRoomFits() {
    for (int i = 3000; i >= 1; i--) {
      millis(i, i);
    }

    assertThat(latencies.count()).isEqualTo(3000);
    assertThat(latencies.percentile(99)).isEqualTo(2970);
  }

  @Test
  void withoutRequestsThereIsNothing() {
    assertThat(latencies.percentile(99)).isZero();
  }
}
