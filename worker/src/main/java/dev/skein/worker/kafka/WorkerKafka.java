package dev.skein.worker.kafka;

import dev.skein.worker.WorkerProperties;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.stereotype.Component;

/** Makes a worker's Kafka clients. */
@Component
public final class WorkerKafka {
  /** A result is never given up: it is all that the fleet learns of work that is done. */
  private static final int NEVER = Integer.MAX_VALUE;

  private final WorkerProperties properties;

  WorkerKafka(WorkerProperties properties) {
    this.properties = properties;
  }

  public Producer<String, byte[]> producer() {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            properties.kafka(),
            ProducerConfig.CLIENT_ID_CONFIG,
            properties.id(),
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true,
            // A few results go together: a send costs the broker as much for one as for ten.
            ProducerConfig.LINGER_MS_CONFIG,
            10,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            NEVER,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            (long) NEVER),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  /**
   * @param group null for a reader that keeps no place
   */
  public Consumer<String, byte[]> consumer(
      @org.jspecify.annotations.Nullable String group, int batch) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, properties.kafka());
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, properties.id() + "-" + group);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, batch);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    // A new shard's topic is made after its worker's first sign of life: look for it soon.
    settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 2000);
    if (group != null) {
      settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
      // A worker that comes back under its name takes its own place again at once, and a second one
      // under the same name is turned away; one that is gone is missed after the session's time.
      settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, properties.id());
      settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    }
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /** Kafka's headers as the codec takes them; of a name that comes twice, the last one. */
  public static Map<String, byte[]> headers(Headers headers) {
    Map<String, byte[]> map = new HashMap<>();
    for (Header header : headers) {
      if (header.value() != null) {
        map.put(header.key(), header.value());
      }
    }
    return map;
  }
}
