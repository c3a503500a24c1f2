package dev.skein.worker.attempts;

import dev.skein.contracts.codec.Topics;
import dev.skein.worker.ShardProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A shard's attempts: accepted ones wait in line, as many as the budget allows run, each on a
 * virtual thread of its own. A tenant that takes long holds one place, never the line.
 */
public final class ShardQueue {
  private static final Logger LOG = LoggerFactory.getLogger(ShardQueue.class);

  /** What may wait, as a multiple of what runs at once; all that the coordinator sends fits in. */
  private static final int WINDOW = 32;

  private final ShardProperties shard;
  private final AttemptRunner runner;
  private final BlockingQueue<QueuedAttempt> waiting = new LinkedBlockingQueue<>();
  private final Budget budget;
  private volatile boolean draining;

  ShardQueue(ShardProperties shard, AttemptRunner runner) {
    this.shard = shard;
    this.runner = runner;
    this.budget = new Budget(shard.budget());
    Thread.ofVirtual().name("queue-" + shard.id()).start(this::run);
  }

  public ShardProperties shard() {
    return shard;
  }

  public void add(QueuedAttempt attempt) {
    waiting.add(attempt);
  }

  /** Whether no more should be taken from the topic now. */
  public boolean full() {
    return waiting.size() >= WINDOW * shard.budget();
  }

  /** This worker's part of the shard's connections, by the part of the partitions that it owns. */
  public void own(int partitions) {
    budget.resize(
        Math.max(1, Math.ceilDiv(shard.budget() * partitions, Topics.COMMAND_PARTITIONS)));
  }

  private void run() {
    try {
      while (!draining) {
        QueuedAttempt next = waiting.take();
        budget.acquire();
        Thread.ofVirtual()
            .name("attempt-" + next.command().target().tenant())
            .start(() -> runOne(next));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void runOne(QueuedAttempt attempt) {
    try {
      if (draining) {
        runner.giveBack(attempt);
      } else {
        runner.run(shard, attempt);
      }
    } catch (RuntimeException e) {
      LOG.atError()
          .addKeyValue("tenant", attempt.command().target().tenant())
          .addKeyValue("attempt", attempt.id())
          .setCause(e)
          .log("an attempt ended without a result; its lease will bring it back");
      runner.abandon(attempt);
    } finally {
      budget.release();
    }
  }

  /** Hands back what has not started. */
  void giveBackWaiting() {
    draining = true;
    List<QueuedAttempt> left = new ArrayList<>();
    waiting.drainTo(left);
    left.forEach(runner::giveBack);
  }

  boolean awaitIdle(long millis) throws InterruptedException {
    return budget.awaitIdle(millis);
  }
}
