package dev.skein.cli.shell;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values as people read them. */
public final class Texts {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private Texts() {}

  /** One line without controls: what a server or a database said must not steer the terminal. */
  public static String line(@Nullable String text) {
    return text == null ? "" : text.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]+", " ").strip();
  }

  /** {@code 4.2 s}, {@code 2 min 5 s}, {@code 3 h 12 min}. */
  public static String took(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", Math.floor(duration.toMillis() / 100.0) / 10);
    }
    return seconds < 3600
        ? "%d min %d s".formatted(seconds / 60, seconds % 60)
        : "%d h %d min".formatted(seconds / 3600, seconds % 3600 / 60);
  }

  /** In the user's own time zone. */
  public static String time(@Nullable Instant instant) {
    return instant == null ? "" : TIME.format(instant.atZone(ZoneId.systemDefault()));
  }

  /** {@code 812 B}, {@code 12.3 KiB}, {@code 4.5 MiB}. */
  public static String bytes(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double kib = bytes / 1024.0;
    return kib < 1024
        ? String.format(Locale.ROOT, "%.1f KiB", kib)
        : String.format(Locale.ROOT, "%.1f MiB", kib / 1024);
  }

  /** {@code 1 tenant}, {@code 3 tenants}. */
  public static String count(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
