package dev.skein.release.backfill;

import dev.skein.contracts.id.BackfillName;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One statement that is run in batches until nothing is left for it. A value outside its bounds is
 * an {@link IllegalArgumentException} that names it.
 *
 * @param batch rows that the first batch asks for; later ones are sized by {@code batchTime}
 * @param maxBatch rows that no batch asks for more than; at least {@code batch}
 * @param batchTime how long a batch is meant to take: 10 ms to 60 s
 * @param pause between two batches, so that others have their turn: 10 ms to 1 hour
 * @param timeout after which the server gives a batch up: 100 ms to 1 hour
 * @param maxBatches after which it counts as one that never ends
 * @param startAfter the key that the first batch starts after, for a statement that walks along a
 *     key; null for one that is done when it changes no row
 */
public record Backfill(
    BackfillName name,
    int batch,
    int maxBatch,
    Duration batchTime,
    Duration pause,
    Duration timeout,
    int maxBatches,
    @Nullable String startAfter) {
  static final int MOST_ROWS = 1_000_000;
  static final int MOST_BATCHES = 1_000_000_000;
  static final int LONGEST_KEY = 200;
  static final Duration HOUR = Duration.ofHours(1);
  static final Duration SHORTEST_BATCH = Duration.ofMillis(10);
  static final Duration LONGEST_BATCH = Duration.ofSeconds(60);
  static final Duration SHORTEST_PAUSE = Duration.ofMillis(10);
  static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(100);

  public Backfill {
    within("batch", batch, 1, MOST_ROWS);
    within("max-batch", maxBatch, batch, MOST_ROWS);
    within("max-batches", maxBatches, 1, MOST_BATCHES);
    within("batch-time", batchTime, SHORTEST_BATCH, LONGEST_BATCH);
    within("pause", pause, SHORTEST_PAUSE, HOUR);
    within("timeout", timeout, SHORTEST_TIMEOUT, HOUR);
    if (startAfter != null && (startAfter.length() > LONGEST_KEY || startAfter.contains("\0"))) {
      throw new IllegalArgumentException(
          "expected start-after of at most %d characters but got %d"
              .formatted(LONGEST_KEY, startAfter.length()));
    }
  }

  /** In the release. */
  public String path() {
    return "backfill/%s.sql".formatted(name);
  }

  private static void within(String what, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "expected %s from %d to %d but got %d".formatted(what, min, max, value));
    }
  }

  private static void within(String what, Duration value, Duration min, Duration max) {
    if (!isWithin(value, min, max)) {
      throw new IllegalArgumentException(
          "expected %s of whole milliseconds from %s to %s but got %s"
              .formatted(what, min, max, value));
    }
  }

  static boolean isWithin(Duration value, Duration min, Duration max) {
    return value.compareTo(min) >= 0
        && value.compareTo(max) <= 0
        && value.equals(Duration.ofMillis(value.toMillis()));
  }
}
