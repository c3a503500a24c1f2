package dev.skein.engine;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An index that a script builds concurrently.
 *
 * @param name as the catalog has it
 * @param table as the script writes it, for {@code to_regclass}
 */
record ConcurrentIndex(String name, String table) {
  private static final String IDENTIFIER = "(?:\"(?:[^\"]|\"\")+\"|[\\p{L}_][\\p{L}\\p{N}_$]*)";
  private static final Pattern CREATE =
      Pattern.compile(
          "create\\s+(?:unique\\s+)?index\\s+concurrently\\s+(%1$s)\\s+on\\s+(?:only\\s+)?(%1$s(?:\\.%1$s)?)[\\s(][\\s\\S]*"
              .formatted(IDENTIFIER),
          Pattern.CASE_INSENSITIVE);

  /** Empty for another statement, for an index without a name, and with IF NOT EXISTS. */
  static Optional<ConcurrentIndex> of(String sql) {
    Matcher matcher = CREATE.matcher(sql);
    return matcher.matches() && !matcher.group(1).equalsIgnoreCase("on")
        ? Optional.of(new ConcurrentIndex(folded(matcher.group(1)), matcher.group(2)))
        : Optional.empty();
  }

  private static String folded(String identifier) {
    return identifier.startsWith("\"")
        ? identifier.substring(1, identifier.length() - 1).replace("\"\"", "\"")
        : identifier.toLowerCase(Locale.ROOT);
  }
}
