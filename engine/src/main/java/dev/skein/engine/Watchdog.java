package dev.skein.engine;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Holds an attempt to its time limit: at the limit it cancels the statement that runs, and after
 * the grace it cuts the connection; {@link #close()} ends it. Attempts rarely come to their limit,
 * so one clock is set for all of them, and only one that rings has a thread of its own.
 */
final class Watchdog implements AutoCloseable {
  private static final ScheduledThreadPoolExecutor CLOCK = clock();

  private final Duration grace;
  private final long deadline;
  private final Future<?> alarm;
  private volatile @Nullable TenantConnection watched;
  private volatile boolean expired;
  private boolean closed;
  private @Nullable Thread ending;

  Watchdog(Duration limit, Duration grace) {
    this.grace = grace;
    long nanos = saturatedNanos(limit);
    this.deadline = System.nanoTime() + nanos;
    this.alarm = CLOCK.schedule(this::ring, nanos, TimeUnit.NANOSECONDS);
  }

  private static ScheduledThreadPoolExecutor clock() {
    ScheduledThreadPoolExecutor clock =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("skein-watchdog").factory());
    clock.setRemoveOnCancelPolicy(true);
    return clock;
  }

  private static long saturatedNanos(Duration limit) {
    Duration longest = Duration.ofDays(365);
    return (limit.compareTo(longest) > 0 ? longest : limit).toNanos();
  }

  void watch(TenantConnection connection) {
    watched = connection;
  }

  /** The connection is out of the watchdog's reach from now on. */
  void release() {
    watched = null;
  }

  boolean expired() {
    return expired || left().isNegative();
  }

  Duration left() {
    return Duration.ofNanos(deadline - System.nanoTime());
  }

  /** On the clock's thread, which must not wait for a server. */
  private synchronized void ring() {
    expired = true;
    if (!closed) {
      ending = Thread.ofVirtual().name("skein-watchdog-ending").start(this::end);
    }
  }

  private void end() {
    TenantConnection connection = watched;
    if (connection == null) {
      return;
    }
    try {
      cancel(connection);
      Thread.sleep(grace);
      if (connection.equals(watched)) {
        connection.abort();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SQLException e) {
      // The connection went by itself, which is what was wanted.
    }
  }

  /** A server that cannot be asked is cut off after the grace all the same. */
  private static void cancel(TenantConnection connection) {
    try {
      connection.cancel();
    } catch (SQLException e) {
      // See above.
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    alarm.cancel(false);
    if (ending != null) {
      ending.interrupt();
    }
  }
}
