package dev.skein.contracts.id;

import java.util.regex.Pattern;

/** The check that every id type shares. */
final class Ids {
  static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");

  private static final int SHOWN = 80;

  private Ids() {}

  static String require(String what, Pattern pattern, String value) {
    if (!pattern.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "expected a %s like %s but got \"%s\"".formatted(what, pattern.pattern(), shown(value)));
    }
    return value;
  }

  /** The value as it may stand in one line of a log or an answer: short, and without controls. */
  static String shown(String value) {
    String cut = value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value;
    return cut.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
  }
}
