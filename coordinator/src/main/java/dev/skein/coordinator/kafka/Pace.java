package dev.skein.coordinator.kafka;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a loop from turning more often than is worth it: each turn has a cost of its own (a
 * transaction, a round to the broker) that many messages can share. The first turn after a silence
 * waits for nothing. For one thread.
 */
public final class Pace {
  private final Duration turn;
  private long begun;

  /**
   * @param turn from the begin of one turn to that of the next, at least
   */
  public Pace(Duration turn) {
    this.turn = turn;
  }

  /** A turn begins. */
  public void begin() {
    begun = System.nanoTime();
  }

  /** Waits until the next turn may begin. */
  public void rest() throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(begun + turn.toNanos() - System.nanoTime());
  }
}
