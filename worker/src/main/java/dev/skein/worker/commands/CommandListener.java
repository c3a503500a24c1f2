package dev.skein.worker.commands;

import dev.skein.contracts.codec.Decoded;
import dev.skein.contracts.codec.MessageCodec;
import dev.skein.contracts.codec.Topics;
import dev.skein.contracts.command.TenantCommand;
import dev.skein.contracts.report.MigrationAccepted;
import dev.skein.worker.Incarnation;
import dev.skein.worker.attempts.InHand;
import dev.skein.worker.attempts.QueuedAttempt;
import dev.skein.worker.attempts.ShardQueue;
import dev.skein.worker.heartbeats.ReadPlaces;
import dev.skein.worker.kafka.WorkerKafka;
import dev.skein.worker.reports.ReportPublisher;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one shard's commands: queue, say Accepted, then acknowledge, so that a command is lost at
 * no point between. While the queue is full its partitions are paused, but polling goes on: work
 * that takes hours never costs the worker its place in the group.
 */
final class CommandListener {
  private static final Logger LOG = LoggerFactory.getLogger(CommandListener.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int BATCH = 100;

  private final ShardQueue queue;
  private final WorkerKafka kafka;
  private final ReportPublisher reports;
  private final Incarnation incarnation;
  private final InHand inHand;
  private final ReadPlaces places;
  private final MessageCodec codec = new MessageCodec("/worker");
  private volatile boolean running = true;
  private final Thread thread;

  CommandListener(
      ShardQueue queue,
      WorkerKafka kafka,
      ReportPublisher reports,
      Incarnation incarnation,
      InHand inHand,
      ReadPlaces places) {
    this.queue = queue;
    this.kafka = kafka;
    this.reports = reports;
    this.incarnation = incarnation;
    this.inHand = inHand;
    this.places = places;
    this.thread = Thread.ofPlatform().name("commands-" + queue.shard().id()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  void stop() throws InterruptedException {
    running = false;
    thread.join(TimeUnit.SECONDS.toMillis(10));
  }

  private void run() {
    String group = Topics.workerGroup(queue.shard().shardId());
    while (running) {
      try (Consumer<String, byte[]> consumer = kafka.consumer(group, BATCH)) {
        consumer.subscribe(
            List.of(Topics.migrations(queue.shard().shardId())),
            new PartitionWatch(consumer, queue, places));
        while (running) {
          poll(consumer);
        }
      } catch (WakeupException e) {
        LOG.debug("a command listener stops");
      } catch (RuntimeException e) {
        LOG.atWarn()
            .addKeyValue("shard", queue.shard().id())
            .addKeyValue("cause", e.toString())
            .log("command listener failed and starts again");
        pause();
      }
    }
  }

  private void poll(Consumer<String, byte[]> consumer) {
    if (queue.full()) {
      consumer.pause(consumer.assignment());
    } else {
      consumer.resume(consumer.paused());
    }
    ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
    if (records.isEmpty()) {
      return;
    }
    List<CompletableFuture<Void>> said = new ArrayList<>();
    List<QueuedAttempt> taken = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> message : records) {
      switch (codec.decode(WorkerKafka.headers(message.headers()), message.value())) {
        case Decoded.Read(TenantCommand command) -> {
          QueuedAttempt attempt = new QueuedAttempt(command);
          if (!command.target().shard().equals(queue.shard().shardId())) {
            said.add(reports.setAside(message, "expected a command of this shard"));
          } else if (inHand.take(attempt.id())) {
            taken.add(attempt);
            said.add(
                reports.report(
                    new MigrationAccepted(attempt.ref(), incarnation.worker(), Instant.now())));
          }
        }
        case Decoded.Read(var other) ->
            said.add(
                reports.setAside(
                    message, "expected a tenant command but got " + other.getClass().getName()));
        case Decoded.Refused(String why) -> {
          LOG.atWarn()
              .addKeyValue("shard", queue.shard().id())
              .addKeyValue("offset", message.offset())
              .addKeyValue("why", why)
              .log("a command could not be read and was set aside");
          said.add(reports.setAside(message, why));
        }
      }
    }
    taken.forEach(queue::add);
    said.forEach(CompletableFuture::join);
    consumer.commitSync();
    places.read(queue.shard().shardId(), records);
  }

  private void pause() {
    try {
      TimeUnit.SECONDS.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      running = false;
    }
  }
}
