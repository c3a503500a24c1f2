package dev.skein.testkit;

import java.util.ArrayDeque;
import java.util.Deque;

/** Ends what a test run started, when the JVM ends: the last started first, one after the other. */
public final class AtEnd {
  private static final Deque<AutoCloseable> STARTED = new ArrayDeque<>();

  static {
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(AtEnd::closeAll));
  }

  private AtEnd() {}

  public static void close(AutoCloseable started) {
    synchronized (STARTED) {
      STARTED.push(started);
    }
  }

  private static void closeAll() {
    synchronized (STARTED) {
      while (!STARTED.isEmpty()) {
        try {
          STARTED.pop().close();
        } catch (Exception e) {
          System.err.println("at the end of the tests: " + e);
        }
      }
    }
  }
}
