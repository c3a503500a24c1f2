package dev.skein.coordinator.webhooks;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long to wait before a delivery is tried again. */
final class Pause {
  private static final int GROWTH = 3;

  private Pause() {}

  /**
   * Three times as long after each try, up to the longest, and between half of that and all of it,
   * so that what failed together does not come back together.
   *
   * @param tries that failed so far, from 1
   * @param asked what the receiver asked for, or null; never more than the longest
   * @param chance from 0 to 1
   */
  static Duration after(
      int tries, Duration first, Duration longest, @Nullable Duration asked, double chance) {
    double millis = (double) first.toMillis() * Math.pow(GROWTH, Math.min(tries - 1, 40));
    double whole = Math.min(millis, (double) longest.toMillis());
    Duration pause = Duration.ofMillis((long) (whole / 2 + whole / 2 * chance));
    if (asked == null || asked.compareTo(pause) <= 0) {
      return pause;
    }
    return asked.compareTo(longest) < 0 ? asked : longest;
  }
}
