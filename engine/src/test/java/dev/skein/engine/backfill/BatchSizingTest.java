package dev.skein.engine.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.id.BackfillName;
import dev.skein.release.backfill.Backfill;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BatchSizingTest {
  private static Backfill backfill(int batch, int maxBatch) {
    return new Backfill(
        new BackfillName("b"),
        batch,
        maxBatch,
        Duration.ofMillis(500),
        Duration.ofMillis(10),
        Duration.ofSeconds(30),
        1000,
        null);
  }

  private static int next(int asked, long changed, long millis) {
    return BatchSizing.next(backfill(1, 10_000), asked, changed, Duration.ofMillis(millis));
  }

  @Test
  void aQuickBatchGrowsByHalfAndASlowOneShrinksToWhatFits() {
    assertThat(next(1000, 1000, 1)).isEqualTo(1500);
    assertThat(next(1000, 1000, 500)).isEqualTo(1000);
    assertThat(next(1000, 1000, 625)).isEqualTo(800);
    assertThat(next(1000, 1000, 60_000)).isEqualTo(500);
    assertThat(next(1000, 1000, 0)).isEqualTo(1500);
  }

  @Test
  void growsToTheMostAndShrinksToOne() {
    assertThat(next(9000, 9000, 1)).isEqualTo(10_000);
    assertThat(next(1, 1, 60_000)).isEqualTo(1);
    assertThat(next(1, 1, 1)).isEqualTo(2);
  }

  @Test
  void aBatchThatFoundFewerRowsDoesNotGrow() {
    assertThat(next(1000, 999, 1)).isEqualTo(1000);
    assertThat(next(1000, 999, 1000)).isEqualTo(500);
  }

  @Test
  void aTimeoutHalves() {
    assertThat(BatchSizing.afterTimeout(1000)).isEqualTo(500);
    assertThat(BatchSizing.afterTimeout(1)).isEqualTo(1);
  }

  @Test
  void staysWithinItsBoundsAndSettlesWhateverARowCosts() {
    Random random = new Random(24);
    for (int run = 0; run < 2000; run++) {
      int start = 1 + random.nextInt(5000);
      int most = start + random.nextInt(50_000);
      Backfill backfill = backfill(start, most);
      double nanosPerRow = Math.exp(random.nextDouble() * 20);
      int size = start;
      for (int batch = 0; batch < 60; batch++) {
        size =
            BatchSizing.next(backfill, size, size, Duration.ofNanos((long) (size * nanosPerRow)));
        assertThat(size).isBetween(1, most);
      }
      // A batch of whole rows is one row away from the target at most.
      double target = backfill.batchTime().toNanos();
      assertThat(size == 1 || (size - 1) * nanosPerRow <= target * 1.01)
          .as("size %d at %f ns a row", size, nanosPerRow)
          .isTrue();
      assertThat(size == most || (size + 1) * nanosPerRow >= target * 0.99)
          .as("size %d of %d at %f ns a row", size, most, nanosPerRow)
          .isTrue();
    }
  }
}
