package dev.skein.release.bundle;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code X.sql.conf} beside {@code X.sql} says; null where it says nothing.
 *
 * @param executeInTransaction false for a script that must run outside a transaction
 * @param placeholderReplacement false to leave {@code ${…}} alone
 * @param encoding a name that {@link Charset} knows
 */
public record ScriptSettings(
    @Nullable Boolean executeInTransaction,
    @Nullable Boolean placeholderReplacement,
    @Nullable String encoding) {
  /** Of a script without a file of settings. */
  public static final ScriptSettings NONE = new ScriptSettings(null, null, null);

  private static final Set<String> KEYS =
      Set.of("executeInTransaction", "placeholderReplacement", "encoding");

  public ScriptSettings {
    if (encoding != null && !isSupported(encoding)) {
      throw new IllegalArgumentException(
          "expected an encoding like UTF-8 but got \"%s\"".formatted(Problems.shown(encoding)));
    }
  }

  /** The script's encoding, UTF-8 unless set. */
  public Charset charset() {
    return encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
  }

  /** As a file of settings has it; empty where it says nothing. */
  public String text() {
    StringBuilder lines = new StringBuilder();
    if (executeInTransaction != null) {
      lines.append("executeInTransaction=").append(executeInTransaction).append('\n');
    }
    if (placeholderReplacement != null) {
      lines.append("placeholderReplacement=").append(placeholderReplacement).append('\n');
    }
    if (encoding != null) {
      lines.append("encoding=").append(encoding).append('\n');
    }
    return lines.toString();
  }

  /**
   * Reads lines of {@code key=value}; lines that start with {@code #} or {@code !} are comments.
   *
   * @throws IllegalArgumentException for anything else, starting with the line's number
   */
  static ScriptSettings parse(String text) {
    Map<String, String> values = new HashMap<>();
    int number = 0;
    for (String raw : text.lines().toList()) {
      number++;
      String line = raw.strip();
      if (line.isEmpty() || line.startsWith("#") || line.startsWith("!")) {
        continue;
      }
      int equals = line.indexOf('=');
      String key = equals < 0 ? line : line.substring(0, equals).strip();
      if (equals < 0 || !KEYS.contains(key)) {
        throw new IllegalArgumentException(
            "line %d: expected executeInTransaction=…, placeholderReplacement=… or encoding=…"
                    .formatted(number)
                + " but got \"%s\"".formatted(Problems.shown(line)));
      }
      if (values.putIfAbsent(key, line.substring(equals + 1).strip()) != null) {
        throw new IllegalArgumentException(
            "line %d: expected each key once but got %s again".formatted(number, key));
      }
    }
    return new ScriptSettings(
        flag(values, "executeInTransaction"),
        flag(values, "placeholderReplacement"),
        values.get("encoding"));
  }

  private static @Nullable Boolean flag(Map<String, String> values, String key) {
    String value = values.get(key);
    if (value == null) {
      return null;
    }
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException(
              "expected %s=true or %s=false but got \"%s\""
                  .formatted(key, key, Problems.shown(value)));
    };
  }

  private static boolean isSupported(String encoding) {
    try {
      return Charset.isSupported(encoding);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
