package dev.skein.coordinator.outbox;

import dev.skein.coordinator.kafka.Background;
import dev.skein.coordinator.kafka.KafkaClients;
import dev.skein.coordinator.kafka.Pace;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends what the outbox holds, in id order within a bucket. A bucket is claimed by an advisory lock
 * for the length of one pass, so that two relays never swap two messages of one key; a row goes
 * only when the broker has it, so that a crash between both sends it twice, never not at all.
 */
@Component
class OutboxRelay extends Background {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration TURN = Duration.ofMillis(40);
  private static final int PASS = 2000;

  private final OutboxRows rows;
  private final TenantStates states;
  private final OutboxSignal signal;
  private final TransactionTemplate transactions;
  private final KafkaClients clients;
  private final Pace pace = new Pace(TURN);

  OutboxRelay(
      OutboxRows rows,
      TenantStates states,
      OutboxSignal signal,
      TransactionTemplate transactions,
      KafkaClients clients) {
    super("outbox-relay");
    this.rows = rows;
    this.states = states;
    this.signal = signal;
    this.transactions = transactions;
    this.clients = clients;
  }

  @Override
  protected void wake() {
    signal.wake();
  }

  @Override
  protected void run() {
    try (Producer<String, byte[]> producer = clients.producer()) {
      while (isRunning()) {
        try {
          pace.begin();
          Integer sent = transactions.execute(_ -> pass(producer));
          if (sent == null || sent < PASS) {
            pace.rest();
            signal.await(LOOK);
          }
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        } catch (RuntimeException e) {
          LOG.warn("outbox is kept and sent again: {}", e.toString());
          signalPause();
        }
      }
    }
  }

  private void signalPause() {
    try {
      signal.await(LOOK);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int pass(Producer<String, byte[]> producer) {
    List<OutboxRow> waiting = rows.claim(PASS);
    if (waiting.isEmpty()) {
      return 0;
    }
    Map<OutboxRow, Future<RecordMetadata>> sends = new LinkedHashMap<>();
    Map<String, ProducerRecord<String, byte[]>> current =
        states.render(
            waiting.stream().filter(row -> row.value() == null).map(OutboxRow::key).toList());
    for (OutboxRow row : waiting) {
      byte[] value = row.value();
      ProducerRecord<String, byte[]> message =
          value == null ? current.remove(row.key()) : record(row, value);
      // A state that was just sent says all that its later rows in this pass would say.
      if (message != null) {
        sends.put(row, producer.send(message));
      }
    }
    producer.flush();
    List<SentCommand> commands = new ArrayList<>();
    sends.forEach(
        (row, send) -> {
          RecordMetadata at = acknowledged(send);
          if (row.attempt() != null) {
            commands.add(new SentCommand(row.attempt(), at.partition(), at.offset()));
          }
        });
    rows.sent(waiting, commands);
    return waiting.size();
  }

  private static ProducerRecord<String, byte[]> record(OutboxRow row, byte[] value) {
    ProducerRecord<String, byte[]> message =
        new ProducerRecord<>(row.topic(), null, row.key(), value);
    row.headers()
        .forEach(
            (name, text) -> message.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    return message;
  }

  private static RecordMetadata acknowledged(Future<RecordMetadata> send) {
    try {
      return send.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while sending", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the broker refused a message: " + e.getCause(), e);
    }
  }
}
