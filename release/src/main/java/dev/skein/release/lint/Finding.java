package dev.skein.release.lint;

/**
 * One thing that a script should not do.
 *
 * @param script its path in the release
 * @param line where the statement starts, counted from 1
 * @param rule a stable name: {@code transaction-control}, {@code role-change}, {@code
 *     copy-without-end}, {@code advisory-unlock}, {@code psql-command}, {@code copy-program},
 *     {@code skein-tables}, {@code concurrent-alone}, {@code concurrent-if-not-exists}, {@code
 *     backfill-statement}, {@code backfill-alone}, {@code seed-statement}
 * @param message what was expected, and what is there
 */
public record Finding(Severity severity, String script, int line, String rule, String message) {

  @Override
  public String toString() {
    return "%s line %d: %s (%s)".formatted(script, line, message, rule);
  }
}
