package dev.skein.cli.watch;

import dev.skein.cli.client.RolloutStatus;
import dev.skein.cli.shell.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Phrases that every view shares. */
final class Progress {
  private Progress() {}

  /** {@code 14.2/s}, or nothing before the first tenant. */
  static @Nullable String rate(RolloutStatus status) {
    Double rate = status.ratePerSecond();
    return rate == null ? null : String.format(Locale.ROOT, "%.1f/s", rate);
  }

  /** {@code about 3 s left}, or nothing while that cannot be said. */
  static @Nullable String left(RolloutStatus status) {
    Double seconds = status.secondsLeft();
    if (seconds == null || status.ended() || status.halted()) {
      return null;
    }
    return "about " + TimeLeft.span(seconds) + " left";
  }

  /** {@code waits for approval of wave 2}, or nothing while it runs by itself. */
  static @Nullable String waits(RolloutStatus status) {
    return status.waitsFor().isEmpty() || status.ended()
        ? null
        : "waits for " + Texts.line(String.join(", ", status.waitsFor()));
  }

  /** {@code 23505 V7__unique.sql:12 duplicate key …}. */
  static String cause(
      @Nullable String kind,
      @Nullable String sqlState,
      @Nullable String script,
      @Nullable Integer line,
      @Nullable String message) {
    List<String> words = new ArrayList<>();
    if (sqlState != null) {
      words.add(sqlState);
    } else if (kind != null) {
      words.add(kind);
    }
    if (script != null) {
      words.add(line == null ? script : script + ":" + line);
    }
    if (message != null) {
      words.add(message);
    }
    return Texts.line(String.join(" ", words));
  }

  static String cause(RolloutStatus.Failure failure) {
    return cause(
        failure.kind(), failure.sqlState(), failure.script(), failure.line(), failure.message());
  }
}
