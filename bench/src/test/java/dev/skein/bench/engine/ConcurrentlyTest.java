package dev.skein.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConcurrentlyTest {
  /** Both kinds of threads keep the same promises. */
  enum Kind {
    POOL,
    VIRTUAL;

    void run(
        int threads, List<String> tenants, List<Integer> turns, BiConsumer<String, Integer> work) {
      switch (this) {
        case POOL -> Concurrently.inPool(threads, tenants, turns, work);
        case VIRTUAL -> Concurrently.onVirtualThreads(threads, tenants, turns, work);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyTenantTakesEveryTurnInOrder(Kind kind) {
    List<String> done = Collections.synchronizedList(new ArrayList<>());
    kind.run(3, List.of("a", "b", "c", "d"), List.of(1, 2, 3), (it, turn) -> done.add(it + turn));
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

  @ParameterizedTest
  @EnumSource
  void asManyAtATimeAsToldAndNoMore(Kind kind) {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CyclicBarrier pair = new CyclicBarrier(2);
    kind.run(
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

  @ParameterizedTest
  @EnumSource
  void theFirstFailureEndsTheRest(Kind kind) {
    List<String> done = Collections.synchronizedList(new ArrayList<>());
    assertThatThrownBy(
            () ->
                kind.run(
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
