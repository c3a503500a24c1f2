package dev.skein.coordinator.rollouts;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Says that a rollout has more to send than one step did; many calls are one. */
@Component
class DispatchSignal {
  private final Semaphore signal = new Semaphore(0);

  /** When the transaction under way has been committed: the next step sees what it did. */
  void wakeAfterCommit() {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            wake();
          }
        });
  }

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
