package dev.skein.engine;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Pauses of random length ("full jitter"), so that attempts that collided do not collide again. */
final class Backoff {
  private static final int MOST_DOUBLINGS = 4;

  private Backoff() {}

  /**
   * The longest pause before try {@code round + 1}, from 1: twice the mean, doubling a few times.
   */
  static Duration ceiling(Duration mean, int round) {
    return mean.multipliedBy(2L << Math.min(round - 1, MOST_DOUBLINGS));
  }

  /** Sleeps; false where the thread was interrupted. */
  static boolean sleep(Duration ceiling) {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(1, Math.max(2, ceiling.toMillis() + 1)));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
