package dev.skein.coordinator.kafka;

import dev.skein.contracts.codec.Topics;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Keeps records that could not be read, with the reason. Never holds up what comes after. */
@Component
public class DeadLetters implements DisposableBean {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

  private final Producer<String, byte[]> producer;

  DeadLetters(KafkaClients clients) {
    this.producer = clients.producer();
  }

  /** Sends it aside; when that fails the log has its place, and the record stays in its topic. */
  public void keep(ConsumerRecord<String, byte[]> message, String why) {
    LOG.atWarn()
        .addKeyValue("topic", message.topic())
        .addKeyValue("partition", message.partition())
        .addKeyValue("offset", message.offset())
        .addKeyValue("why", why)
        .log("a record could not be read and was set aside");
    ProducerRecord<String, byte[]> aside =
        new ProducerRecord<>(Topics.DEAD_LETTERS, null, message.key(), message.value());
    message.headers().forEach(aside.headers()::add);
    aside.headers().add("skein_why", why.getBytes(StandardCharsets.UTF_8));
    aside
        .headers()
        .add(
            "skein_place",
            "%s/%d/%d"
                .formatted(message.topic(), message.partition(), message.offset())
                .getBytes(StandardCharsets.UTF_8));
    var _ =
        producer.send(
            aside,
            (_, failed) -> {
              if (failed != null) {
                LOG.warn("a record could not be set aside: {}", failed.toString());
              }
            });
  }

  @Override
  public void destroy() {
    producer.close();
  }
}
