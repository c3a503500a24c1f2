package dev.skein.worker.attempts;

import dev.skein.contracts.codec.Topics;
import dev.skein.contracts.command.BackfillTenant;
import dev.skein.worker.ShardProperties;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A shard's attempts: accepted ones wait in line, as many as the budget allows run. A tenant that
 * takes long holds one place, never the line; and backfills have a lane of their own, so that no
 * migration ever waits for one.
 */
public final class ShardQueue {
  private static final Logger LOG = LoggerFactory.getLogger(ShardQueue.class);

  /** What may wait, as a multiple of what runs at once; all that the coordinator sends fits in. */
  private static final int WINDOW = 32;

  private final ShardProperties shard;
  private final AttemptRunner runner;
  private final Lane attempts;
  private final Lane backfills;
  private volatile boolean draining;

  ShardQueue(ShardProperties shard, AttemptRunner runner) {
    this.shard = shard;
    this.runner = runner;
    this.attempts = new Lane("attempts-" + shard.id(), shard.budget(), this::runOne);
    this.backfills =
        new Lane("backfills-" + shard.id(), shard.backfillShare().atOnce(), this::runOne);
  }

  public ShardProperties shard() {
    return shard;
  }

  public void add(QueuedAttempt attempt) {
    (attempt.command() instanceof BackfillTenant ? backfills : attempts).add(attempt);
  }

  /** Whether no more should be taken from the topic now. */
  public boolean full() {
    return attempts.waiting() >= WINDOW * shard.budget();
  }

  /** This worker's part of the shard's connections, by the part of the partitions that it owns. */
  public void own(int partitions) {
    attempts.resize(part(shard.budget(), partitions));
    backfills.resize(part(shard.backfillShare().atOnce(), partitions));
  }

  private static int part(int whole, int partitions) {
    return Math.max(1, Math.ceilDiv(whole * partitions, Topics.COMMAND_PARTITIONS));
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
    }
  }

  /** Hands back what has not started. */
  void giveBackWaiting() {
    draining = true;
    Stream.of(attempts, backfills)
        .flatMap(lane -> lane.takeWaiting().stream())
        .forEach(runner::giveBack);
  }

  boolean awaitIdle(long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    return attempts.awaitIdle(millis)
        && backfills.awaitIdle(Math.max(1, (end - System.nanoTime()) / 1_000_000));
  }
}
