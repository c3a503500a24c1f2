package dev.skein.bench.engine;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Does the same to many tenants, so many at a time; the first failure ends the rest. With several
 * turns a tenant takes one after the other, each time from the end of the line, so that nobody
 * waits until all have had theirs.
 */
final class Concurrently {
  private Concurrently() {}

  static <T> void inPool(int threads, List<T> tenants, Consumer<T> work) {
    inPool(threads, tenants, List.of(work), (tenant, turn) -> turn.accept(tenant));
  }

  /** On threads of the operating system, as the worker has it too. */
  static <T, U> void inPool(int threads, List<T> tenants, List<U> turns, BiConsumer<T, U> work) {
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      run(pool, tenants, turns, work);
    }
  }

  private static <T, U> void run(
      ExecutorService executor, List<T> tenants, List<U> turns, BiConsumer<T, U> work) {
    AtomicBoolean over = new AtomicBoolean();
    // Nobody takes a second turn while others still stand up for their first.
    CompletableFuture<Void> start = new CompletableFuture<>();
    CompletableFuture<?>[] all =
        tenants.stream()
            .map(tenant -> inTurn(start, executor, tenant, turns, work, over))
            .toArray(CompletableFuture<?>[]::new);
    start.complete(null);
    try {
      CompletableFuture.allOf(all).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      over.set(true);
      executor.shutdownNow();
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }

  private static <T, U> CompletableFuture<Void> inTurn(
      CompletableFuture<Void> start,
      ExecutorService executor,
      T tenant,
      List<U> turns,
      BiConsumer<T, U> work,
      AtomicBoolean over) {
    CompletableFuture<Void> line = start;
    for (U turn : turns) {
      line =
          line.thenRunAsync(
              () -> {
                if (!over.get()) {
                  work.accept(tenant, turn);
                }
              },
              executor);
    }
    return line.whenComplete((_, failure) -> over.compareAndSet(false, failure != null));
  }
}
