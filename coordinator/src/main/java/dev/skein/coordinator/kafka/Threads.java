package dev.skein.coordinator.kafka;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Ends of threads that were told to stop. */
public final class Threads {
  private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(10);

  private Threads() {}

  /** Waits for it a while; for one that never started, not at all. */
  public static void join(@Nullable Thread thread) {
    if (thread == null) {
      return;
    }
    try {
      thread.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
