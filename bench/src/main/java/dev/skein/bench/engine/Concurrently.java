package dev.skein.bench.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Does the same to many databases, so many at a time; the first failure ends the rest. */
final class Concurrently {
  private Concurrently() {}

  /** On threads of the operating system. */
  static void inPool(int threads, List<String> databases, Consumer<String> work) {
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      run(pool, databases, work);
    }
  }

  /** On a virtual thread each, as the worker has it. */
  static void onVirtualThreads(int permits, List<String> databases, Consumer<String> work) {
    Semaphore semaphore = new Semaphore(permits);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      run(
          threads,
          databases,
          database -> {
            semaphore.acquireUninterruptibly();
            try {
              work.accept(database);
            } finally {
              semaphore.release();
            }
          });
    }
  }

  private static void run(ExecutorService executor, List<String> databases, Consumer<String> work) {
    List<Future<?>> all = new ArrayList<>();
    databases.forEach(database -> all.add(executor.submit(() -> work.accept(database))));
    try {
      for (Future<?> one : all) {
        one.get();
      }
    } catch (ExecutionException e) {
      all.forEach(one -> one.cancel(false));
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      all.forEach(one -> one.cancel(true));
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }
}
