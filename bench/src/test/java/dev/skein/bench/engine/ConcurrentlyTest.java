package dev.skein.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConcurrentlyTest {
  @Test
  void everyTenantTakesEveryTurnInOrder() {
    List<String> done = Collections.synchronizedList(new ArrayList<>());
    Concurrently.inPool(
        3, List.of("a", "b", "c", "d"), List.of(1, 2, 3), (it, turn) -> done.add(it + turn));
    assertThat(done).hasSize(12);
    for (String tenant : List.of("a", "b", "c", "d")) {
      assertThat(done.stream().filter(it -> it.startsWith(tenant)))
          .containsExactly(tenant + 1, tenant + 2, tenant + 3);
    }
  }

  @Test
  void whoHadATurnWaitsForTheOthers() {
    List<String> done = Collections.synchronizedList(new ArrayList<>());
    Concurrently.inPool(1, List.of("a", "b"), List.of(1, 2), (it, turn) -> done.add(it + turn));
    assertThat(done.subList(0, 2)).containsExactlyInAnyOrder("a1", "b1");
    assertThat(done.subList(2, 4)).containsExactlyInAnyOrder("a2", "b2");
  }

  @Test
  void asManyAtATimeAsToldAndNoMore() {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CyclicBarrier pair = new CyclicBarrier(2);
    Concurrently.inPool(
        2,
        List.of("a", "b", "c", "d"),
        List.of(1, 2, 3),
        (_, _) -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          meet(pair);
          now.decrementAndGet();
        });
    assertThat(most.get()).isEqualTo(2);
  }

  private static void meet(CyclicBarrier pair) {
    try {
      pair.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theFirstFailureEndsTheRest() {
    List<String> done = Collections.synchronizedList(new ArrayList<>());
    assertThatThrownBy(
            () ->
                Concurrently.inPool(
                    1,
                    List.of("a", "b"),
                    List.of(1, 2, 3),
                    (tenant, turn) -> {
                      if (turn == 2) {
                        throw new IllegalStateException("meant to fail");
                      }
                      done.add(tenant + turn);
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("meant to fail");
    assertThat(done).containsExactlyInAnyOrder("a1", "b1");
  }
}
