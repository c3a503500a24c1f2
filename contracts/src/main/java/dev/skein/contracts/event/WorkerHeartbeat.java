package dev.skein.contracts.event;

import dev.skein.contracts.Message;
import dev.skein.contracts.id.AttemptId;
import dev.skein.contracts.id.ShardId;
import dev.skein.contracts.report.WorkerRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A worker lives, and answers for what it has in hand.
 *
 * @param stopping whether this is its last word
 * @param inHand attempts that it accepted and has not reported the end of; copied
 * @param backfills how far those of them are that fill tenants and have begun; copied
 */
public record WorkerHeartbeat(
    WorkerRef worker,
    Instant at,
    boolean stopping,
    List<ShardPresence> shards,
    List<AttemptId> inHand,
    List<BackfillPresence> backfills)
    implements Message {
  public WorkerHeartbeat {
    shards = shards == null ? List.of() : List.copyOf(shards);
    inHand = inHand == null ? List.of() : List.copyOf(inHand);
    backfills = backfills == null ? List.of() : List.copyOf(backfills);
  }

  @Override
  public String key() {
    return worker.worker().value();
  }

  /**
   * What a worker does for one shard.
   *
   * @param concurrency the shard's whole connection budget, as this worker is configured
   * @param offsets the next offset to read of each partition that it owns; copied
   */
  public record ShardPresence(ShardId shard, int concurrency, Map<Integer, Long> offsets) {
    public ShardPresence {
      if (concurrency < 1) {
        throw new IllegalArgumentException("expected a concurrency from 1 but got " + concurrency);
      }
      offsets = offsets == null ? Map.of() : Map.copyOf(offsets);
    }
  }

  /**
   * How far a backfill under way has come on its tenant, over all runs.
   *
   * @param batches that were committed
   * @param rows that they changed
   */
  public record BackfillPresence(AttemptId attempt, long batches, long rows) {}
}
