package dev.skein.engine.backfill;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What one PostgreSQL server gives to backfills, over all of its tenants: so many batches at once,
 * and so many rows a second. Fair: who waits longest is next. Safe for use by many threads.
 */
public final class ServerThrottle {
  private final Semaphore batches;
  private final RowBudget budget;

  /** Both at least 1; else an {@link IllegalArgumentException}. */
  public ServerThrottle(int batchesAtOnce, long rowsPerSecond) {
    if (batchesAtOnce < 1 || rowsPerSecond < 1) {
      throw new IllegalArgumentException(
          "expected at least 1 batch at once and 1 row a second but got %d and %d"
              .formatted(batchesAtOnce, rowsPerSecond));
    }
    this.batches = new Semaphore(batchesAtOnce, true);
    this.budget = new RowBudget(rowsPerSecond);
  }

  /** Waits for a share of the server; close it when the batch has run. */
  public Share take() throws InterruptedException {
    batches.acquire();
    try {
      long wait = budget.waitAt(System.nanoTime());
      while (wait > 0) {
        TimeUnit.NANOSECONDS.sleep(wait);
        wait = budget.waitAt(System.nanoTime());
      }
    } catch (InterruptedException e) {
      batches.release();
      throw e;
    }
    return new Share();
  }

  /** One batch's share; not for reuse. */
  public final class Share implements AutoCloseable {
    private boolean closed;

    private Share() {}

    /** What the batch changed; the next ones wait for that. */
    public void spent(long rows) {
      budget.spend(rows, System.nanoTime());
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        batches.release();
      }
    }
  }
}
