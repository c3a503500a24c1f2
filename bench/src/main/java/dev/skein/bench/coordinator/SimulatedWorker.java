package dev.skein.bench.coordinator;

import dev.skein.contracts.event.WorkerHeartbeat;
import dev.skein.contracts.event.WorkerHeartbeat.ShardPresence;
import dev.skein.contracts.id.AttemptId;
import dev.skein.contracts.id.ShardId;
import dev.skein.contracts.id.WorkerId;
import dev.skein.contracts.report.WorkerRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a shard's worker knows of itself. */
final class SimulatedWorker {
  static final Duration HEARTBEAT = Duration.ofSeconds(10);

  private final ShardId shard;
  private final int concurrency;
  private final WorkerRef ref;
  private final Set<AttemptId> inHand = ConcurrentHashMap.newKeySet();
  private final Map<Integer, Long> next = new ConcurrentHashMap<>();

  SimulatedWorker(ShardId shard, int concurrency) {
    this.shard = shard;
    this.concurrency = concurrency;
    this.ref = new WorkerRef(new WorkerId("worker-of-" + shard), "1");
  }

  WorkerRef ref() {
    return ref;
  }

  void took(AttemptId attempt, int partition, long offset) {
    inHand.add(attempt);
    next.put(partition, offset + 1);
  }

  void ended(AttemptId attempt) {
    inHand.remove(attempt);
  }

  WorkerHeartbeat heartbeat() {
    return new WorkerHeartbeat(
        ref,
        Instant.now(),
        false,
        List.of(new ShardPresence(shard, concurrency, next)),
        List.copyOf(inHand),
        List.of());
  }
}
