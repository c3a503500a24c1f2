package dev.skein.worker.reports;

import dev.skein.contracts.Message;
import dev.skein.contracts.codec.EncodedMessage;
import dev.skein.contracts.codec.MessageCodec;
import dev.skein.contracts.codec.Topics;
import dev.skein.contracts.report.MigrationReport;
import dev.skein.worker.WorkerProperties;
import dev.skein.worker.kafka.WorkerKafka;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Sends what the worker has to say. A send is done when the broker has it. */
@Component
public class ReportPublisher implements DisposableBean {
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private final Producer<String, byte[]> producer;
  private final MessageCodec codec;

  ReportPublisher(WorkerKafka kafka, WorkerProperties properties) {
    this.producer = kafka.producer();
    this.codec = new MessageCodec("/worker/" + properties.id());
  }

  public CompletableFuture<Void> report(MigrationReport report) {
    return send(Topics.RESULTS, report);
  }

  /** To any topic. */
  public CompletableFuture<Void> send(String topic, Message message) {
    EncodedMessage encoded = codec.encode(message);
    ProducerRecord<String, byte[]> outgoing =
        new ProducerRecord<>(topic, null, encoded.key(), encoded.value());
    encoded.headers().forEach((name, value) -> outgoing.headers().add(name, value));
    return send(outgoing);
  }

  /** Keeps a record that could not be read, with the reason. */
  public CompletableFuture<Void> setAside(ConsumerRecord<String, byte[]> message, String why) {
    ProducerRecord<String, byte[]> aside =
        new ProducerRecord<>(Topics.DEAD_LETTERS, null, message.key(), message.value());
    message.headers().forEach(aside.headers()::add);
    aside.headers().add("skein_why", why.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return send(aside);
  }

  private CompletableFuture<Void> send(ProducerRecord<String, byte[]> outgoing) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    var _ =
        producer.send(
            outgoing,
            (_, failed) -> {
              if (failed == null) {
                done.complete(null);
              } else {
                done.completeExceptionally(failed);
              }
            });
    return done;
  }

  @Override
  public void destroy() {
    producer.close(FAREWELL);
  }
}
