package dev.skein.worker.heartbeats;

import dev.skein.contracts.codec.Topics;
import dev.skein.contracts.event.WorkerHeartbeat;
import dev.skein.contracts.event.WorkerHeartbeat.ShardPresence;
import dev.skein.worker.Incarnation;
import dev.skein.worker.WorkerProperties;
import dev.skein.worker.attempts.InHand;
import dev.skein.worker.commands.ReadPlaces;
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
class HeartbeatPublisher implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(HeartbeatPublisher.class);

  private final WorkerProperties properties;
  private final Incarnation incarnation;
  private final InHand inHand;
  private final ReadPlaces places;
  private final ReportPublisher reports;
  private final Semaphore stopped = new Semaphore(0);
  private volatile boolean running;

  HeartbeatPublisher(
      WorkerProperties properties,
      Incarnation incarnation,
      InHand inHand,
      ReadPlaces places,
      ReportPublisher reports) {
    this.properties = properties;
    this.incarnation = incarnation;
    this.inHand = inHand;
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

  @Override
  public void stop() {
    running = false;
    stopped.release();
    beat(true);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void run() {
    try {
      do {
        beat(false);
      } while (!stopped.tryAcquire(properties.heartbeat().toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void beat(boolean stopping) {
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
                    inHand.list()))
            .exceptionally(
                failed -> {
                  LOG.warn("a heartbeat was not sent: {}", failed.toString());
                  return null;
                });
  }
}
