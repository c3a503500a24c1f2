package dev.skein.coordinator.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topics in batches on a thread of its own: a batch is handled, then its offsets are
 * committed. What comes after silence is handled at once; what follows is gathered for a moment,
 * since a batch costs nearly the same for one record as for twenty. When handling fails the client
 * is thrown away and made anew after a pause, so the batch comes again; handlers must bear that.
 */
public abstract class RecordLoop extends Background {
  private static final Logger LOG = LoggerFactory.getLogger(RecordLoop.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final long PAUSE_MILLIS = 1000;

  /** With the outbox's own turn well below the 200 ms within which a halt should be felt. */
  private static final Duration TURN = Duration.ofMillis(80);

  private final List<String> topics;
  private final Supplier<Consumer<String, byte[]>> clients;
  private final Pace pace = new Pace(TURN);
  private volatile @Nullable Consumer<String, byte[]> client;

  protected RecordLoop(
      String name, List<String> topics, Supplier<Consumer<String, byte[]>> clients) {
    super(name);
    this.topics = topics;
    this.clients = clients;
  }

  /** Handles a batch, all or nothing. */
  protected abstract void handle(List<ConsumerRecord<String, byte[]>> batch);

  /** These partitions were read to their ends just now. Called often. */
  protected void readToEnd(Collection<Integer> partitions) {}

  @Override
  protected void wake() {
    Consumer<String, byte[]> polling = client;
    if (polling != null) {
      polling.wakeup();
    }
  }

  @Override
  protected void run() {
    while (isRunning()) {
      try (Consumer<String, byte[]> consumer = clients.get()) {
        client = consumer;
        consumer.subscribe(topics);
        while (isRunning()) {
          ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
          if (!records.isEmpty()) {
            List<ConsumerRecord<String, byte[]>> batch = new ArrayList<>();
            records.forEach(batch::add);
            pace.begin();
            handle(batch);
            consumer.commitSync();
            pace.rest();
          }
          readToEnd(
              consumer.assignment().stream()
                  .filter(partition -> consumer.currentLag(partition).orElse(1) == 0)
                  .map(TopicPartition::partition)
                  .toList());
        }
      } catch (WakeupException e) {
        LOG.debug("{} stops", name());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        quit();
      } catch (RuntimeException e) {
        LOG.warn("{} failed and starts again: {}", name(), e.toString(), e);
        pause();
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      quit();
    }
  }
}
