package dev.skein.engine;

import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Holds an attempt to its time limit: at the limit it cancels the statement that runs, and after
 * the grace it cuts the connection. One virtual thread; {@link #close()} ends it.
 */
final class Watchdog implements AutoCloseable {
  private final Duration grace;
  private final long deadline;
  private final Thread thread;
  private volatile @Nullable TenantConnection watched;
  private volatile boolean expired;

  Watchdog(Duration limit, Duration grace) {
    this.grace = grace;
    this.deadline = System.nanoTime() + saturatedNanos(limit);
    this.thread = Thread.ofVirtual().name("skein-watchdog").unstarted(this::run);
    thread.start();
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

  private void run() {
    try {
      Thread.sleep(left());
      expired = true;
      TenantConnection connection = watched;
      if (connection != null) {
        cancel(connection);
        Thread.sleep(grace);
        if (connection.equals(watched)) {
          connection.abort();
        }
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
  public void close() {
    thread.interrupt();
  }
}
