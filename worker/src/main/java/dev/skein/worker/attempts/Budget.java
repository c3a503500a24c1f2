package dev.skein.worker.attempts;

/** How many attempts of a shard may run at once; the number may change while some run. */
final class Budget {
  private int limit;
  private int used;

  Budget(int limit) {
    this.limit = limit;
  }

  synchronized void resize(int next) {
    limit = next;
    notifyAll();
  }

  synchronized void acquire() throws InterruptedException {
    while (used >= limit) {
      wait();
    }
    used++;
  }

  synchronized void release() {
    used--;
    notifyAll();
  }

  /** Waits until nothing runs; false when it still does after so many milliseconds. */
  synchronized boolean awaitIdle(long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    while (used > 0) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }
}
