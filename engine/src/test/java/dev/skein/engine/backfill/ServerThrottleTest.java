package dev.skein.engine.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ServerThrottleTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void rowsArePaidForAfterwards() {
    RowBudget budget = new RowBudget(100);
    assertThat(budget.waitAt(5)).isZero();
    budget.spend(50, 0);
    assertThat(budget.waitAt(0)).isEqualTo(SECOND / 2);
    assertThat(budget.waitAt(SECOND / 2)).isZero();
    budget.spend(100, SECOND / 4);
    assertThat(budget.waitAt(SECOND / 2)).isEqualTo(SECOND);
  }

  @Test
  void timeThatNobodyUsedIsNotSaved() {
    RowBudget budget = new RowBudget(100);
    budget.spend(1, 0);
    budget.spend(100, 60 * SECOND);
    assertThat(budget.waitAt(60 * SECOND)).isEqualTo(SECOND);
  }

  @Test
  void neverMoreThanTheRateAndTheLastBatchesWhateverTheClockStartsAt() {
    Random random = new Random(24);
    for (int run = 0; run < 500; run++) {
      long rate = random.nextLong(1, 10_000);
      int largest = 1 + random.nextInt(5000);
      RowBudget budget = new RowBudget(rate);
      long start = random.nextLong();
      long now = start;
      long rows = 0;
      for (int batch = 0; batch < 100; batch++) {
        now += budget.waitAt(now);
        assertThat(rows).isLessThanOrEqualTo((now - start) / SECOND * rate + rate + largest);
        int changed = random.nextInt(largest + 1);
        now += random.nextInt(50_000_000);
        budget.spend(changed, now);
        rows += changed;
      }
    }
  }

  @Test
  void soManyBatchesAtOnceAndNotOneMore() throws Exception {
    ServerThrottle throttle = new ServerThrottle(3, Long.MAX_VALUE);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch together = new CountDownLatch(3);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> tenants = new ArrayList<>();
      for (int tenant = 0; tenant < 20; tenant++) {
        tenants.add(
            threads.submit(
                () -> {
                  for (int batch = 0; batch < 20; batch++) {
                    try (ServerThrottle.Share share = throttle.take()) {
                      most.accumulateAndGet(running.incrementAndGet(), Math::max);
                      together.countDown();
                      together.await();
                      running.decrementAndGet();
                      share.spent(10);
                    }
                  }
                  return null;
                }));
      }
      for (Future<?> tenant : tenants) {
        tenant.get();
      }
    }
    assertThat(most).hasValue(3);
  }

  @Test
  void refusesNothingAtAll() {
    assertThatThrownBy(() -> new ServerThrottle(0, 1))
        .hasMessage("expected at least 1 batch at once and 1 row a second but got 0 and 1");
    assertThatThrownBy(() -> new ServerThrottle(1, 0))
        .hasMessage("expected at least 1 batch at once and 1 row a second but got 1 and 0");
  }
}
