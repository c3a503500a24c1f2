package dev.skein.cli.watch;

import dev.skein.cli.client.RolloutStatus;
import dev.skein.cli.shell.Texts;
import java.time.Duration;

/** How long a rollout will take, as far as anybody knows. */
public final class TimeLeft {
  private TimeLeft() {}

  /** {@code about 3 s}, {@code about 12 min 4 s, and approval of wave 2}, {@code unknown}. */
  public static String of(RolloutStatus status) {
    Double seconds = status.secondsLeft();
    String known = seconds == null ? "unknown" : "about " + span(seconds);
    return status.waitsFor().isEmpty()
        ? known
        : known
            + (seconds == null ? ": waits for " : ", and ")
            + Texts.line(String.join(", ", status.waitsFor()));
  }

  /** {@code 3 s}, {@code 2 min 5 s}; never nothing. */
  static String span(double seconds) {
    Duration left = Duration.ofSeconds(Math.max(1, Math.round(seconds)));
    return left.toSeconds() < 60 ? left.toSeconds() + " s" : Texts.took(left);
  }
}
