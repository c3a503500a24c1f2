package dev.skein.engine.backfill;

import dev.skein.release.backfill.Backfill;
import java.time.Duration;

/** How many rows the next batch asks for, by how long the last one took; pure. */
public final class BatchSizing {
  private static final double MOST_GROWTH = 1.5;
  private static final double MOST_SHRINKING = 0.5;

  private BatchSizing() {}

  /**
   * Between 1 and the backfill's most. A batch that found fewer rows than it asked for tells
   * nothing about larger ones.
   *
   * @param asked rows that the last batch asked for
   * @param changed rows that it changed
   */
  public static int next(Backfill backfill, int asked, long changed, Duration took) {
    double ratio = (double) backfill.batchTime().toNanos() / Math.max(1, took.toNanos());
    double most = changed < asked ? 1 : MOST_GROWTH;
    double factor = Math.clamp(ratio, MOST_SHRINKING, most);
    long next = factor > 1 ? (long) Math.ceil(asked * factor) : (long) (asked * factor);
    return Math.clamp(next, 1, backfill.maxBatch());
  }

  /** After one that the server gave up. */
  public static int afterTimeout(int asked) {
    return Math.max(1, asked / 2);
  }
}
