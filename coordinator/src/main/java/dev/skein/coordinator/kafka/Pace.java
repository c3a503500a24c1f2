package dev.skein.coordinator.kafka;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a loop from turning more often than is worth it: each turn has a cost of its own (a
 * transaction, a round to the broker) that many messages can share. The first turn after a silence
 * waits for nothing. For one thread.
 */
public final class Pace {
  /** Half of what may pass until a halt is felt goes to the two loops on its way. */
  private static final Duration TURN = Duration.ofMillis(40);

  private long begun;

  /** A turn begins. */
  public void begin() {
    begun = System.nanoTime();
  }

  /** Waits until the next turn may begin. */
  public void rest() throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(begun + TURN.toNanos() - System.nanoTime());
  }
}
