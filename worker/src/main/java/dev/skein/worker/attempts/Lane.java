package dev.skein.worker.attempts;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * Attempts that wait in one line, as many of which run at once as its budget allows. They run on
 * threads of the operating system, kept for the next ones: so few gain nothing by virtual threads,
 * which wait for a socket by way of another thread, and that took a twentieth of what a tenant with
 * nothing pending costs.
 */
final class Lane {
  private final BlockingQueue<QueuedAttempt> waiting = new LinkedBlockingQueue<>();
  private final Budget budget;
  private final Consumer<QueuedAttempt> work;
  private final ExecutorService threads;

  /**
   * @param work never throws
   */
  Lane(String name, int atOnce, Consumer<QueuedAttempt> work) {
    this.budget = new Budget(atOnce);
    this.work = work;
    this.threads =
        Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name(name + "-", 1).factory());
    Thread.ofVirtual().name(name).start(this::run);
  }

  void add(QueuedAttempt attempt) {
    waiting.add(attempt);
  }

  int waiting() {
    return waiting.size();
  }

  void resize(int atOnce) {
    budget.resize(atOnce);
  }

  private void run() {
    try {
      while (true) {
        QueuedAttempt next = waiting.take();
        budget.acquire();
        threads.execute(() -> runOne(next));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void runOne(QueuedAttempt attempt) {
    try {
      work.accept(attempt);
    } finally {
      budget.release();
    }
  }

  /** Takes out what has not started. */
  List<QueuedAttempt> takeWaiting() {
    List<QueuedAttempt> left = new ArrayList<>();
    waiting.drainTo(left);
    return left;
  }

  /** False when something still runs after so many milliseconds. */
  boolean awaitIdle(long millis) throws InterruptedException {
    return budget.awaitIdle(millis);
  }
}
