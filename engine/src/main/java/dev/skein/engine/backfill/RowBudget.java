package dev.skein.engine.backfill;

/**
 * So many rows a second, paid for afterwards: how many rows a batch changes is known when it has
 * run. Times are in nanoseconds of any one clock.
 */
final class RowBudget {
  private static final double NANOS = 1e9;

  private final long rowsPerSecond;
  private long freeAt;
  private boolean spent;

  RowBudget(long rowsPerSecond) {
    this.rowsPerSecond = rowsPerSecond;
  }

  /** How long a batch has to wait; 0 when it may run. */
  synchronized long waitAt(long now) {
    return spent ? Math.max(0, freeAt - now) : 0;
  }

  synchronized void spend(long rows, long now) {
    long cost = (long) (rows * NANOS / rowsPerSecond);
    freeAt = (spent && freeAt - now > 0 ? freeAt : now) + cost;
    spent = true;
  }
}
