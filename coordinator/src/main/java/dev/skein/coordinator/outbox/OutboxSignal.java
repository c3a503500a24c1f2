package dev.skein.coordinator.outbox;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Wakes the relay; many calls before it looks are one. */
@Component
class OutboxSignal {
  private final Semaphore signal = new Semaphore(0);

  void wake() {
    signal.release();
  }

  /** Returns at the next call of {@link #wake()}, or after the time. */
  void await(Duration atMost) throws InterruptedException {
    if (signal.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
      signal.drainPermits();
    }
  }
}
