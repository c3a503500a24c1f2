package dev.skein.cli.freezes;

import dev.skein.cli.shell.CommandFailedException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When something ends, as a person writes it. */
final class End {
  private static final Pattern FROM_NOW = Pattern.compile("([0-9]{1,5})([mhd])");

  private End() {}

  /**
   * {@code 36h} from now, a day or a local time of this machine's zone, or an instant.
   *
   * @throws CommandFailedException for another form
   */
  static Instant parse(String text, Instant now, ZoneId zone) {
    Matcher fromNow = FROM_NOW.matcher(text);
    if (fromNow.matches()) {
      long count = Long.parseLong(fromNow.group(1));
      return now.plus(
          switch (fromNow.group(2)) {
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
          });
    }
    try {
      if (text.endsWith("Z")) {
        return Instant.parse(text);
      }
      return text.indexOf('T') < 0
          ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
          : LocalDateTime.parse(text).atZone(zone).toInstant();
    } catch (DateTimeException e) {
      throw CommandFailedException.badInput(
          "expected an end like 36h, 2027-01-07, 2027-01-07T06:00 or 2027-01-07T05:00:00Z but got"
              + " \""
              + text
              + "\"");
    }
  }
}
