package dev.skein.cli.watch;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.CoordinatorRefusedException;
import dev.skein.cli.client.CoordinatorUnreachableException;
import dev.skein.cli.client.RolloutStatus;
import dev.skein.cli.client.StatusEvent;
import dev.skein.cli.client.StatusEvents;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A rollout's status, whenever it changes: from the event stream, and by asking where the stream is
 * cut, silent, or not to be had. Gives up when nothing was heard for {@code patience}.
 */
final class StatusFeed implements AutoCloseable {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final CoordinatorClient client;
  private final String rollout;
  private final Duration patience;
  private final BlockingQueue<News> news = new LinkedBlockingQueue<>();
  private final Thread reader;
  private volatile @Nullable StatusEvents open;
  private volatile boolean closed;

  /** What is new. */
  sealed interface News {
    record Status(RolloutStatus status) implements News {}

    /** The coordinator does not answer; it is tried again. */
    record Trouble(String why) implements News {}

    /** Nothing more comes. */
    record Lost(RuntimeException why) implements News {}
  }

  StatusFeed(CoordinatorClient client, String rollout, Duration patience) {
    this.client = client;
    this.rollout = rollout;
    this.patience = patience;
    this.reader = Thread.ofVirtual().name("status-feed").start(this::read);
  }

  /** Waits for news; null when there are none in that time. */
  @Nullable News next(Duration wait) throws InterruptedException {
    return news.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Cuts a stream that has been silent for too long, so that the coordinator is asked. */
  void distrust() {
    StatusEvents stream = open;
    if (stream != null) {
      stream.close();
    }
  }

  private void read() {
    long heardAt = System.nanoTime();
    Duration pause = FIRST_PAUSE;
    try {
      while (!closed) {
        boolean streamed = stream();
        if (ask() || streamed) {
          heardAt = System.nanoTime();
          pause = FIRST_PAUSE;
        } else if (System.nanoTime() - heardAt > patience.toNanos()) {
          client.rollout(rollout);
        }
        Thread.sleep(pause);
        pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
      }
    } catch (RuntimeException e) {
      // A refusal, the end of patience, or a bug: whoever waits must hear of each.
      news.add(new News.Lost(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Reads one stream to its end and tells whether anything came. */
  private boolean stream() {
    boolean heard = false;
    try (StatusEvents events = client.events(rollout)) {
      open = events;
      for (StatusEvent event = events.next(); event != null && !closed; event = events.next()) {
        news.add(new News.Status(event.status()));
        heard = true;
      }
    } catch (CoordinatorRefusedException e) {
      // A proxy in between may not let streams through: asking must do.
      return heard;
    } catch (CoordinatorUnreachableException e) {
      return heard;
    } finally {
      open = null;
    }
    return heard;
  }

  private boolean ask() {
    if (closed) {
      return true;
    }
    try {
      news.add(new News.Status(client.rollout(rollout)));
      return true;
    } catch (CoordinatorUnreachableException e) {
      news.add(new News.Trouble(String.valueOf(e.getMessage())));
      return false;
    }
  }

  @Override
  public void close() {
    closed = true;
    distrust();
    reader.interrupt();
  }
}
