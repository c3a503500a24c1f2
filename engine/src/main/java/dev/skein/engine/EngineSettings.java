package dev.skein.engine;

import java.time.Duration;

/**
 * How patient the engine is; what a release may set for itself (statement and lock timeout) is not
 * here. All are positive and whole milliseconds; another value is an {@link
 * IllegalArgumentException}.
 *
 * @param connectTimeout for the connection to be there, authentication included
 * @param lockWait in all, while another migration works on the same tenant
 * @param lockRetry the mean pause between two tries of the lock, and the first pause after a lock
 *     timeout or a deadlock
 * @param idleInTransaction after which the server ends a session whose worker went silent in a
 *     transaction
 * @param clientConnectionCheck how often the server looks whether the worker is still there while a
 *     statement runs
 * @param cancelGrace from the cancel at the time limit to the cut of the connection
 */
public record EngineSettings(
    Duration connectTimeout,
    Duration lockWait,
    Duration lockRetry,
    Duration idleInTransaction,
    Duration clientConnectionCheck,
    Duration cancelGrace) {

  public EngineSettings {
    positive("connectTimeout", connectTimeout);
    positive("lockWait", lockWait);
    positive("lockRetry", lockRetry);
    positive("idleInTransaction", idleInTransaction);
    positive("clientConnectionCheck", clientConnectionCheck);
    positive("cancelGrace", cancelGrace);
  }

  /** What fits a fleet on healthy servers. */
  public static EngineSettings defaults() {
    return new EngineSettings(
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMillis(200),
        Duration.ofSeconds(60),
        Duration.ofSeconds(5),
        Duration.ofSeconds(5));
  }

  private static void positive(String name, Duration value) {
    if (value.toMillis() < 1 || value.toMillis() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "expected %s from 1 ms to %d ms but got %s".formatted(name, Integer.MAX_VALUE, value));
    }
  }
}
