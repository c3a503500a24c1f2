package dev.skein.engine;

import org.jspecify.annotations.Nullable;

/** Values inside SQL of ours, for sessions with standard_conforming_strings on. */
final class Literal {
  private Literal() {}

  /** A value with a zero character, which no PostgreSQL text holds, is an error. */
  static String of(@Nullable String value) {
    if (value == null) {
      return "null";
    }
    if (value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("expected a text without zero characters");
    }
    return '\'' + value.replace("'", "''") + '\'';
  }
}
