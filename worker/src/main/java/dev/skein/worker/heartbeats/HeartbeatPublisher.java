package dev.skein.worker.heartbeats;

import dev.skein.contracts.codec.Topics;
import dev.skein.contracts.event.WorkerHeartbeat;
import dev.skein.contracts.event.WorkerHeartbeat.ShardPresence;
import dev.skein.worker.Incarnation;
import dev.skein.worker.WorkerProperties;
import dev.skein.worker.attempts.BackfillRuns;
import dev.skein.worker.attempts.InHand;
import dev.skein.worker.reports.ReportPublisher;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Gives the worker's signs of life, the first one at once, the last one when it stops. */
@Component
public class HeartbeatPublisher implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(HeartbeatPublisher.class);

  private final WorkerProperties properties;
  private final Incarnation incarnation;
  private final InHand inHand;
  private final BackfillRuns backfills;
  private final ReadPlaces places;
  private final ReportPublisher reports;
  private final Semaphore stopped = new Semaphore(0);
  private volatile boolean running;
  private volatile boolean stopping;

  HeartbeatPublisher(
      WorkerProperties properties,
      Incarnation incarnation,
      InHand inHand,
      BackfillRuns backfills,
      ReadPlaces places,
      ReportPublisher reports) {
    this.properties = properties;
    this.incarnation = incarnation;
    this.inHand = inHand;
    this.backfills = backfills;
    this.places = places;
    this.reports = reports;
  }

  @Override
  public void start() {
    running = true;
    Thread.ofPlatform().daemon().name("heartbeat").start(this::run);
  }

  /** Starts before and stops after what takes commands, so that a drain is seen as one. */
  @Override
  public int getPhase() {
    return DEFAULT_PHASE - 1;
  }

  /** From here on it says that it stops, so that nothing more is sent to it. */
  public void announceStop() {
    stopping = true;
    beat();
  }

  @Override
  public void stop() {
    running = false;
    stopped.release();
    announceStop();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void run() {
    try {
      do {
        beat();
      } while (!stopped.tryAcquire(properties.heartbeat().toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void beat() {
    var _ =
        reports
            .send(
                Topics.HEARTBEATS,
                new WorkerHeartbeat(
                    incarnation.worker(),
                    Instant.now(),
                    stopping,
                    properties.shards().stream()
                        .map(
                            shard ->
                                new ShardPresence(
                                    shard.shardId(), shard.budget(), places.of(shard.shardId())))
                        .toList(),
                    inHand.list(),
                    backfills.progress()))
            .exceptionally(
                failed -> {
                  LOG.warn("a heartbeat was not sent: {}", failed.toString());
                  return null;
                });
  }
}
