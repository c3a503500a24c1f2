package dev.skein.coordinator.workers;

import dev.skein.contracts.codec.Decoded;
import dev.skein.contracts.codec.MessageCodec;
import dev.skein.contracts.codec.Topics;
import dev.skein.contracts.event.WorkerHeartbeat;
import dev.skein.contracts.event.WorkerHeartbeat.ShardPresence;
import dev.skein.coordinator.backfills.BackfillLeases;
import dev.skein.coordinator.kafka.DeadLetters;
import dev.skein.coordinator.kafka.KafkaClients;
import dev.skein.coordinator.kafka.KafkaTopics;
import dev.skein.coordinator.kafka.RecordHeaders;
import dev.skein.coordinator.kafka.RecordLoop;
import dev.skein.coordinator.registry.Shards;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.stereotype.Component;

/** Hears workers' signs of life; the latest word of each counts. */
@Component
class HeartbeatListener extends RecordLoop {
  private static final int BATCH = 500;

  private final MessageCodec codec = new MessageCodec("/coordinator");
  private final Shards shards;
  private final WorkerRows workers;
  private final BackfillLeases backfills;
  private final DeadLetters deadLetters;

  HeartbeatListener(
      KafkaClients clients,
      KafkaTopics topics,
      Shards shards,
      WorkerRows workers,
      BackfillLeases backfills,
      DeadLetters deadLetters) {
    super(
        "heartbeat-listener",
        List.of(Topics.HEARTBEATS),
        () -> {
          topics.createCommon();
          return clients.consumer("skein-coordinator-heartbeats", BATCH);
        });
    this.shards = shards;
    this.workers = workers;
    this.backfills = backfills;
    this.deadLetters = deadLetters;
  }

  @Override
  protected void handle(List<ConsumerRecord<String, byte[]>> batch) {
    Map<String, WorkerHeartbeat> latest = new LinkedHashMap<>();
    for (ConsumerRecord<String, byte[]> message : batch) {
      switch (codec.decode(RecordHeaders.of(message.headers()), message.value())) {
        case Decoded.Read(WorkerHeartbeat heartbeat) -> latest.put(heartbeat.key(), heartbeat);
        case Decoded.Read(var other) ->
            deadLetters.keep(message, "expected a heartbeat but got " + other.getClass().getName());
        case Decoded.Refused(String why) -> deadLetters.keep(message, why);
      }
    }
    for (WorkerHeartbeat heartbeat : latest.values()) {
      shards.register(heartbeat.shards().stream().map(ShardPresence::shard).toList());
      workers.save(heartbeat);
      backfills.heard(heartbeat);
    }
  }
}
