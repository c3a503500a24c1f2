package dev.skein.worker.attempts;

import dev.skein.worker.ShardProperties;
import dev.skein.worker.WorkerProperties;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The queue of each shard that the worker serves. */
@Component
public class ShardQueues {
  private static final Logger LOG = LoggerFactory.getLogger(ShardQueues.class);

  private final List<ShardQueue> queues;
  private final WorkerProperties properties;
  private final BackfillRuns backfills;

  ShardQueues(WorkerProperties properties, AttemptRunner runner, BackfillRuns backfills) {
    this.properties = properties;
    this.backfills = backfills;
    this.queues = properties.shards().stream().map(shard -> new ShardQueue(shard, runner)).toList();
  }

  public List<ShardQueue> all() {
    return queues;
  }

  public List<ShardProperties> shards() {
    return properties.shards();
  }

  /** Hands back what waits, and lets what runs come to its end within the time for it. */
  public void drain() throws InterruptedException {
    backfills.stop();
    queues.forEach(ShardQueue::giveBackWaiting);
    long end = System.nanoTime() + properties.drain().toNanos();
    for (ShardQueue queue : queues) {
      if (!queue.awaitIdle(Math.max(1, (end - System.nanoTime()) / 1_000_000))) {
        LOG.atWarn()
            .addKeyValue("shard", queue.shard().id())
            .log("attempts still run at the end of the drain; their lease will bring them back");
      }
    }
  }
}
