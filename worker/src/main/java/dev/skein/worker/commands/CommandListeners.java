package dev.skein.worker.commands;

import dev.skein.worker.Incarnation;
import dev.skein.worker.attempts.InHand;
import dev.skein.worker.attempts.ShardQueues;
import dev.skein.worker.heartbeats.HeartbeatPublisher;
import dev.skein.worker.heartbeats.ReadPlaces;
import dev.skein.worker.kafka.WorkerKafka;
import dev.skein.worker.reports.ReportPublisher;
import java.util.List;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Starts a listener a shard. Stopping is a drain: it is announced, nothing more is taken, then what
 * waits is handed back, then what runs comes to its end.
 */
@Component
class CommandListeners implements SmartLifecycle {
  private final List<CommandListener> listeners;
  private final ShardQueues queues;
  private final HeartbeatPublisher heartbeats;
  private volatile boolean running;

  CommandListeners(
      ShardQueues queues,
      WorkerKafka kafka,
      ReportPublisher reports,
      Incarnation incarnation,
      InHand inHand,
      ReadPlaces places,
      HeartbeatPublisher heartbeats) {
    this.queues = queues;
    this.heartbeats = heartbeats;
    this.listeners =
        queues.all().stream()
            .map(queue -> new CommandListener(queue, kafka, reports, incarnation, inHand, places))
            .toList();
  }

  @Override
  public void start() {
    running = true;
    listeners.forEach(CommandListener::start);
  }

  @Override
  public void stop() {
    try {
      heartbeats.announceStop();
      for (CommandListener listener : listeners) {
        listener.stop();
      }
      queues.drain();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
