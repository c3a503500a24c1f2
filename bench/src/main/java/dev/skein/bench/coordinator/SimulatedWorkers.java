package dev.skein.bench.coordinator;

import dev.skein.contracts.Message;
import dev.skein.contracts.codec.Decoded;
import dev.skein.contracts.codec.EncodedMessage;
import dev.skein.contracts.codec.MessageCodec;
import dev.skein.contracts.codec.Topics;
import dev.skein.contracts.command.FingerprintRule;
import dev.skein.contracts.command.MigrateTenant;
import dev.skein.contracts.id.AttemptId;
import dev.skein.contracts.id.ShardId;
import dev.skein.contracts.report.AttemptRef;
import dev.skein.contracts.report.MigrationAccepted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * One worker a shard, as the coordinator sees it: signs of life, Accepted as soon as a command was
 * read, then Started and a result. No tenant is ever touched. All read by one client, since it is
 * not the workers that are measured.
 */
final class SimulatedWorkers implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);

  private final Producer<String, byte[]> producer;
  private final Consumer<String, byte[]> consumer;
  private final MessageCodec codec = new MessageCodec("/worker/simulated");
  private final Map<ShardId, SimulatedWorker> workers = new TreeMap<>();
  private final SimulatedAnswers answers;
  private final Set<AttemptId> known = ConcurrentHashMap.newKeySet();
  private final Set<String> tenantsSeen = ConcurrentHashMap.newKeySet();
  private final Thread reading =
      Thread.ofPlatform().name("simulated-reading").unstarted(this::read);
  private final Thread beating =
      Thread.ofPlatform().name("simulated-beating").unstarted(this::beat);
  private volatile boolean running = true;

  SimulatedWorkers(CoordinatorPlan plan, String brokers) {
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                brokers,
                "acks",
                "all",
                "linger.ms",
                5,
                "compression.type",
                "lz4"),
            new StringSerializer(),
            new ByteArraySerializer());
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                brokers,
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "earliest",
                "max.poll.records",
                2000,
                "allow.auto.create.topics",
                false),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    for (int i = 0; i < plan.shards(); i++) {
      ShardId shard = new ShardId(plan.shard(i));
      workers.put(shard, new SimulatedWorker(shard, plan.concurrency()));
    }
    this.answers = new SimulatedAnswers(workers, this::send);
  }

  /** Says that the workers are there; their shards are known once that was heard. */
  void announce() {
    beating.start();
  }

  /** Takes commands from here on; each shard's topic must be there. */
  void take() {
    List<TopicPartition> all = new ArrayList<>();
    for (ShardId shard : workers.keySet()) {
      for (int i = 0; i < Topics.COMMAND_PARTITIONS; i++) {
        all.add(new TopicPartition(Topics.migrations(shard), i));
      }
    }
    consumer.assign(all);
    reading.start();
    answers.start();
  }

  /** Tenants whose command has come. */
  int tenantsReached() {
    return tenantsSeen.size();
  }

  /** Commands that have come, each once, further attempts too. */
  int commands() {
    return known.size();
  }

  /** Counts from zero again. */
  void reset() {
    tenantsSeen.clear();
    known.clear();
    answers.reset();
  }

  SimulatedAnswers answers() {
    return answers;
  }

  private void read() {
    while (running) {
      for (ConsumerRecord<String, byte[]> message : consumer.poll(POLL)) {
        Map<String, byte[]> headers = new HashMap<>();
        for (Header header : message.headers()) {
          headers.put(header.key(), header.value());
        }
        switch (codec.decode(headers, message.value())) {
          case Decoded.Read(MigrateTenant command) -> take(command, message);
          case Decoded.Read(var other) ->
              throw new IllegalStateException("expected commands to migrate but got " + other);
          case Decoded.Refused(String why) -> throw new IllegalStateException(why);
        }
      }
    }
    consumer.close();
  }

  private void take(MigrateTenant command, ConsumerRecord<String, byte[]> message) {
    if (!known.add(command.order().attempt())) {
      // The relay sends again what it is not sure of; a worker takes it once.
      return;
    }
    ShardId shard = command.target().shard();
    SimulatedWorker worker = java.util.Objects.requireNonNull(workers.get(shard));
    worker.took(command.order().attempt(), message.partition(), message.offset());
    AttemptRef ref =
        new AttemptRef(
            command.order().rollout(),
            command.target().tenant(),
            shard,
            command.order().attempt(),
            command.order().epoch());
    send(Topics.RESULTS, new MigrationAccepted(ref, worker.ref(), Instant.now()));
    answers.add(ref, command.order().number(), command.fingerprint() == FingerprintRule.TAKE);
    tenantsSeen.add(message.key());
  }

  private void beat() {
    try {
      while (running) {
        workers.values().forEach(worker -> send(Topics.HEARTBEATS, worker.heartbeat()));
        Thread.sleep(SimulatedWorker.HEARTBEAT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(String topic, Message message) {
    EncodedMessage encoded = codec.encode(message);
    ProducerRecord<String, byte[]> outgoing =
        new ProducerRecord<>(topic, null, encoded.key(), encoded.value());
    encoded.headers().forEach((name, value) -> outgoing.headers().add(name, value));
    var _ = producer.send(outgoing);
  }

  @Override
  public void close() throws InterruptedException {
    running = false;
    beating.interrupt();
    beating.join();
    reading.join();
    answers.close();
    producer.close();
  }
}
