package dev.skein.bench.coordinator;

import java.util.Arrays;

/** Times of many requests. Thread-safe. */
final class Latencies {
  private long[] nanos = new long[1024];
  private int count;

  synchronized void add(long took) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, count * 2);
    }
    nanos[count++] = took;
  }

  synchronized int count() {
    return count;
  }

  /**
   * The smallest time that so many percent of the requests did not exceed, in milliseconds; 0 when
   * there was none.
   *
   * @param percent above 0, to 100
   */
  synchronized double percentile(double percent) {
    if (count == 0) {
      return 0;
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(percent / 100 * count);
    return sorted[Math.max(0, rank - 1)] / 1e6;
  }
}
