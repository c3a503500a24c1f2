package dev.skein.rollout.block;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A weekly maintenance window, as in {@code Mo-Fr 01:00-05:00 Europe/Berlin} or {@code Sa,Su
 * 22:00-04:00 UTC}; without days it is every day's. One that ends at or before its beginning ends
 * on the next day, and belongs to the day on which it begins. In the hour that a change of clocks
 * leaves out nothing is open.
 *
 * @param text as it was written
 * @param days on which it begins; copied
 * @param to excluded
 */
public record Window(String text, Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:([A-Za-z]{2}(?:[,-][A-Za-z]{2})*) )?"
              + "([0-9]{2}:[0-9]{2})-([0-9]{2}:[0-9]{2}) ([A-Za-z][A-Za-z0-9_+/-]{0,63})");
  private static final String EXAMPLE = "a window like \"Mo-Fr 01:00-05:00 Europe/Berlin\"";

  /** A week, and two days for what began before it and what a change of clocks left out. */
  private static final int AHEAD = 9;

  public Window {
    days = Set.copyOf(days);
    if (days.isEmpty()) {
      throw new IllegalArgumentException("expected " + EXAMPLE + " but it has no day");
    }
  }

  /**
   * @throws IllegalArgumentException "expected … but …"
   */
  public static Window parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("expected %s but got \"%s\"".formatted(EXAMPLE, text));
    }
    try {
      String days = form.group(1);
      return new Window(
          text,
          days == null ? EnumSet.allOf(DayOfWeek.class) : Days.parse(days),
          LocalTime.parse(form.group(2)),
          form.group(3).equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(form.group(3)),
          ZoneId.of(form.group(4)));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "expected %s but got \"%s\": %s".formatted(EXAMPLE, text, e.getMessage()), e);
    }
  }

  public boolean open(Instant at) {
    LocalDate today = at.atZone(zone).toLocalDate();
    return contains(today.minusDays(1), at) || contains(today, at);
  }

  /** When it is open next: at that time itself if it is. */
  public Instant nextOpen(Instant after) {
    if (open(after)) {
      return after;
    }
    LocalDate today = after.atZone(zone).toLocalDate();
    for (int i = 0; i <= AHEAD; i++) {
      LocalDate day = today.plusDays(i);
      Instant opens = start(day).toInstant();
      if (days.contains(day.getDayOfWeek()) && opens.isAfter(after) && open(opens)) {
        return opens;
      }
    }
    // A window that a change of clocks swallowed is looked for again from there.
    return start(today.plusDays(AHEAD)).toInstant();
  }

  private boolean contains(LocalDate day, Instant at) {
    return days.contains(day.getDayOfWeek())
        && !at.isBefore(start(day).toInstant())
        && at.isBefore(end(day).toInstant());
  }

  private ZonedDateTime start(LocalDate day) {
    return day.atTime(from).atZone(zone);
  }

  private ZonedDateTime end(LocalDate day) {
    return (to.isAfter(from) ? day : day.plusDays(1)).atTime(to).atZone(zone);
  }

  @Override
  public String toString() {
    return text;
  }
}
