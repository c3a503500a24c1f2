package dev.skein.worker.control;

import dev.skein.contracts.codec.Decoded;
import dev.skein.contracts.codec.MessageCodec;
import dev.skein.contracts.codec.Topics;
import dev.skein.contracts.event.RolloutControlled;
import dev.skein.contracts.event.RolloutSignal;
import dev.skein.contracts.id.RolloutId;
import dev.skein.worker.kafka.WorkerKafka;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The latest word on each rollout. Everything that was ever said is read before the first answer is
 * given, so that a worker that comes back does not start what was halted meanwhile.
 */
@Component
public class RolloutSignals implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(RolloutSignals.class);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final TopicPartition CONTROL = new TopicPartition(Topics.CONTROL, 0);

  private final MessageCodec codec;
  private final WorkerKafka kafka;
  private final Map<RolloutId, RolloutSignal> latest = new ConcurrentHashMap<>();
  private final CountDownLatch caughtUp = new CountDownLatch(1);
  private volatile boolean running;

  RolloutSignals(WorkerKafka kafka) {
    this.kafka = kafka;
    this.codec = new MessageCodec("/worker");
  }

  /** Waits until all that was said before the start is known. */
  public RolloutSignal of(RolloutId rollout) throws InterruptedException {
    caughtUp.await();
    return latest.getOrDefault(rollout, RolloutSignal.RESUMED);
  }

  @Override
  public void start() {
    running = true;
    Thread.ofPlatform().daemon().name("control-listener").start(this::run);
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void run() {
    while (running) {
      try (Consumer<String, byte[]> consumer = kafka.consumer(null, 500)) {
        consumer.assign(List.of(CONTROL));
        consumer.seekToBeginning(List.of(CONTROL));
        long end = consumer.endOffsets(List.of(CONTROL)).getOrDefault(CONTROL, 0L);
        while (running) {
          consumer.poll(POLL).forEach(this::hear);
          if (consumer.position(CONTROL) >= end) {
            caughtUp.countDown();
          }
        }
      } catch (RuntimeException e) {
        LOG.warn("control listener failed and starts again: {}", e.toString());
        pause();
      }
    }
  }

  private void hear(ConsumerRecord<String, byte[]> message) {
    if (codec.decode(WorkerKafka.headers(message.headers()), message.value())
        instanceof Decoded.Read(RolloutControlled control)) {
      latest.put(control.rollout(), control.signal());
    } else {
      LOG.atWarn().addKeyValue("offset", message.offset()).log("a control record was passed over");
    }
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
