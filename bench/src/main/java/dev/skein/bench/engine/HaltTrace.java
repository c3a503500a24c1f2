package dev.skein.bench.engine;

import dev.skein.contracts.Message;
import dev.skein.contracts.codec.Decoded;
import dev.skein.contracts.codec.MessageCodec;
import dev.skein.contracts.codec.Topics;
import dev.skein.contracts.command.MigrateTenant;
import dev.skein.contracts.id.RolloutId;
import dev.skein.contracts.id.ShardId;
import dev.skein.contracts.report.MigrationStarted;
import dev.skein.contracts.report.Outcome;
import dev.skein.contracts.report.TenantMigrationResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * What the topics say of a rollout that halted, by the times that their senders gave their records.
 *
 * @param lastCommandMillis from the failing result that reached the limit to the last command; 0
 *     where no command followed it
 * @param lastStartMillis from that result to the last start of an attempt; 0 where none followed
 */
record HaltTrace(long lastCommandMillis, long lastStartMillis) {
  private static final Duration POLL = Duration.ofSeconds(1);

  /** Reads it; the rollout must be at rest. */
  static HaltTrace read(String brokers, ShardId shard, String rollout, int limit) {
    RolloutId id = new RolloutId(rollout);
    List<Long> failures = new ArrayList<>();
    long lastCommand = 0;
    long lastStart = 0;
    for (Sent sent : sent(brokers, List.of(Topics.RESULTS, Topics.migrations(shard)))) {
      switch (sent.message()) {
        case MigrateTenant command when id.equals(command.order().rollout()) ->
            lastCommand = Math.max(lastCommand, sent.at());
        case MigrationStarted start when id.equals(start.attempt().rollout()) ->
            lastStart = Math.max(lastStart, sent.at());
        case TenantMigrationResult result
            when id.equals(result.attempt().rollout())
                && result.outcome() instanceof Outcome.Failed ->
            failures.add(sent.at());
        default -> {}
      }
    }
    if (failures.size() < limit) {
      throw new IllegalStateException(
          "expected at least %d failures of rollout %s in the topic but found %d"
              .formatted(limit, rollout, failures.size()));
    }
    long reached = failures.stream().sorted().skip(limit - 1L).findFirst().orElseThrow();
    return new HaltTrace(Math.max(0, lastCommand - reached), Math.max(0, lastStart - reached));
  }

  private record Sent(Message message, long at) {}

  private static List<Sent> sent(String brokers, List<String> topics) {
    MessageCodec codec = new MessageCodec("/bench");
    List<Sent> all = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                brokers,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          topics.stream()
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream()
          .anyMatch(place -> consumer.position(place) < ends.getOrDefault(place, 0L))) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
          Map<String, byte[]> headers = new HashMap<>();
          record.headers().forEach(header -> headers.put(header.key(), header.value()));
          if (codec.decode(headers, record.value()) instanceof Decoded.Read(Message message)) {
            all.add(new Sent(message, record.timestamp()));
          }
        }
      }
    }
    return all;
  }
}
