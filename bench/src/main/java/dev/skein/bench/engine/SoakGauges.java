package dev.skein.bench.engine;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Watches a pass: heap in use and the engine's sessions on the server, ten times a second. The
 * least heap of a stretch is what the garbage collector could not free: it is asked to, once, at
 * the beginning of each stretch, since what it has not looked at yet would count too.
 */
final class SoakGauges implements AutoCloseable {
  private static final int PAUSE_MILLIS = 100;
  private static final double MIB = 1 << 20;

  private final int tenants;
  private final AtomicInteger done = new AtomicInteger();
  private final Thread thread;
  private volatile long early = Long.MAX_VALUE;
  private volatile long late = Long.MAX_VALUE;
  private volatile int connections;

  SoakGauges(ServerLogin login, int tenants) {
    this.tenants = tenants;
    this.thread = Thread.ofPlatform().name("soak-gauges").start(() -> run(login));
  }

  void done() {
    done.incrementAndGet();
  }

  double earlyMiB() {
    return early == Long.MAX_VALUE ? 0 : early / MIB;
  }

  double lateMiB() {
    return late == Long.MAX_VALUE ? 0 : late / MIB;
  }

  int connectionsMost() {
    return connections;
  }

  private void run(ServerLogin login) {
    String sessions = "select count(*) from pg_stat_activity where application_name ~ '^skein/'";
    try (Connection connection = login.connect();
        Statement statement = connection.createStatement()) {
      while (!Thread.interrupted()) {
        try (ResultSet row = statement.executeQuery(sessions)) {
          row.next();
          connections = Math.max(connections, row.getInt(1));
        }
        sampleHeap();
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SQLException e) {
      throw ServerTrouble.of("the gauges cannot ask the server", e);
    }
  }

  private void sampleHeap() {
    int tenth = done.get() * 10 / Math.max(1, tenants);
    if (tenth == 1) {
      early = Math.min(early, used(early));
    } else if (tenth >= 9) {
      late = Math.min(late, used(late));
    }
  }

  /**
   * @param least so far in this stretch
   */
  private static long used(long least) {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    if (least == Long.MAX_VALUE) {
      memory.gc();
    }
    return memory.getHeapMemoryUsage().getUsed();
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
