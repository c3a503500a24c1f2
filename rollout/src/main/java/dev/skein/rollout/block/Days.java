package dev.skein.rollout.block;

import java.time.DayOfWeek;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Days of the week as {@code Mo-Fr} or {@code Sa,Su}; a range may go over the end of the week. */
final class Days {
  private static final List<String> NAMES = List.of("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su");

  private Days() {}

  static Set<DayOfWeek> parse(String text) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String part : text.split(",", -1)) {
      String[] range = part.split("-", -1);
      if (range.length > 2) {
        throw new IllegalArgumentException("expected days like Mo-Fr but got \"" + part + "\"");
      }
      DayOfWeek first = day(range[0]);
      DayOfWeek last = day(range[range.length - 1]);
      for (DayOfWeek day = first; ; day = day.plus(1)) {
        days.add(day);
        if (day == last) {
          break;
        }
      }
    }
    return days;
  }

  private static DayOfWeek day(String name) {
    int index = NAMES.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "expected one of %s but got \"%s\"".formatted(String.join(", ", NAMES), name));
    }
    return DayOfWeek.of(index + 1);
  }
}
