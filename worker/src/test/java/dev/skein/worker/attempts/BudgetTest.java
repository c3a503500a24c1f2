package dev.skein.worker.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BudgetTest {
  @Test
  void neverMoreThanTheLimitRunAtOnceAlsoWhenItShrinks() throws InterruptedException {
    Budget budget = new Budget(6);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      budget.acquire();
                    } catch (InterruptedException e) {
                      throw new IllegalStateException(e);
                    }
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    Thread.onSpinWait();
                    running.decrementAndGet();
                    budget.release();
                  }));
    }
    budget.resize(3);
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(most.get()).isBetween(1, 6);
    assertThat(budget.awaitIdle(1)).isTrue();
  }

  @Test
  void aLargerLimitLetsTheWaitingIn() throws InterruptedException {
    Budget budget = new Budget(1);
    budget.acquire();
    CountDownLatch in = new CountDownLatch(1);
    Thread waiting =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    budget.acquire();
                    in.countDown();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    assertThat(in.getCount()).isEqualTo(1);

    budget.resize(2);
    waiting.join();

    assertThat(in.getCount()).isZero();
    assertThat(budget.awaitIdle(1)).isFalse();
  }
}
