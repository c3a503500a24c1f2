package dev.skein.release.bundle;

import java.time.Duration;

/**
 * How the scripts of a release run.
 *
 * @param statementTimeout how long one statement may run: whole milliseconds, 1 ms to 7 days
 * @param lockTimeout how long one statement may wait for a lock; same bounds
 * @param outOfOrder whether a version below a tenant's head still runs
 * @param group whether pending migrations share transactions also on tenants with data
 */
public record ReleaseSettings(
    Duration statementTimeout, Duration lockTimeout, boolean outOfOrder, boolean group) {
  static final Duration MIN_TIMEOUT = Duration.ofMillis(1);
  static final Duration MAX_TIMEOUT = Duration.ofDays(7);

  /** 10 minutes, 2 seconds, in order, one transaction a migration. */
  public static final ReleaseSettings DEFAULT =
      new ReleaseSettings(Duration.ofMinutes(10), Duration.ofSeconds(2), false, false);

  public ReleaseSettings {
    requireTimeout("statement timeout", statementTimeout);
    requireTimeout("lock timeout", lockTimeout);
  }

  private static void requireTimeout(String what, Duration timeout) {
    if (!isTimeout(timeout)) {
      throw new IllegalArgumentException(
          "expected a %s of whole milliseconds from 1 ms to 7 days but got %s"
              .formatted(what, timeout));
    }
  }

  static boolean isTimeout(Duration timeout) {
    return timeout.compareTo(MIN_TIMEOUT) >= 0
        && timeout.compareTo(MAX_TIMEOUT) <= 0
        && timeout.equals(Duration.ofMillis(timeout.toMillis()));
  }
}
