package dev.skein.release.yaml;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value in a YAML document that knows its place. Each method reads the value as one type; where
 * it is another, an {@link InvalidYamlException} names file, line and what was expected. A key
 * without a value ({@code name:}) is present, and no type accepts it.
 */
public final class YamlNode {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,15})?");
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

  sealed interface Content {}

  record Scalar(String text, boolean plain) implements Content {
    boolean isNull() {
      return plain && NULLS.contains(text);
    }
  }

  record Sequence(List<YamlNode> items) implements Content {
    Sequence {
      items = List.copyOf(items);
    }
  }

  /** Keeps the order of the file. */
  record Mapping(Map<String, YamlNode> entries, Map<String, Integer> lines) implements Content {
    Mapping {
      lines = Map.copyOf(lines);
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }
  }

  private final String source;
  private final int line;
  private final Content content;

  YamlNode(String source, int line, Content content) {
    this.source = source;
    this.line = line;
    this.content = content;
  }

  /** Counted from 1. */
  public int line() {
    return line;
  }

  public boolean isText() {
    return content instanceof Scalar scalar && !scalar.isNull();
  }

  public boolean isList() {
    return content instanceof Sequence;
  }

  public boolean isMap() {
    return content instanceof Mapping;
  }

  /** The entries in the order of the file. */
  public Map<String, YamlNode> map() {
    if (content instanceof Mapping mapping) {
      return mapping.entries();
    }
    throw expected("keys with values");
  }

  public List<YamlNode> list() {
    if (content instanceof Sequence sequence) {
      return sequence.items();
    }
    throw expected("a list");
  }

  /** Any single value as it is written: {@code 1.10} stays {@code 1.10}. */
  public String text() {
    return scalar("a text");
  }

  /** The value of a key of this map. */
  public Optional<YamlNode> optional(String key) {
    return Optional.ofNullable(map().get(key));
  }

  public YamlNode required(String key) {
    return optional(key)
        .orElseThrow(
            () -> new InvalidYamlException(at() + "expected the key \"%s\" here".formatted(key)));
  }

  /** Fails on any key but these, suggesting the nearest. */
  public void rejectUnknownKeys(Set<String> known) {
    for (String key : map().keySet()) {
      if (!known.contains(key)) {
        String hint = NearestKey.of(key, known).map("; did you mean \"%s\"?"::formatted).orElse("");
        throw atKey(
            key, "expected one of the keys " + String.join(", ", new TreeSet<>(known)), hint);
      }
    }
  }

  /** The error that this key of this map may not stand there; {@code more} ends the message. */
  public InvalidYamlException atKey(String key, String expected, String more) {
    int at = content instanceof Mapping mapping ? mapping.lines().getOrDefault(key, line) : line;
    return new InvalidYamlException(
        "%s line %d: %s but got \"%s\"%s".formatted(source, at, expected, Shown.of(key), more));
  }

  /**
   * A whole number and its unit: {@code 500ms}, {@code 2s}, {@code 10m}, {@code 4h}, {@code 1d}.
   */
  public Duration duration() {
    String expected = "a duration like 30s";
    Matcher matcher = DURATION.matcher(scalar(expected));
    if (!matcher.matches()) {
      throw expected(expected);
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.of(amount, ChronoUnit.DAYS);
    };
  }

  public boolean bool() {
    return switch (scalar("true or false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw expected("true or false");
    };
  }

  /** Both bounds included. */
  public long integer(long min, long max) {
    String expected = "a whole number from %d to %d".formatted(min, max);
    String text = scalar(expected);
    if (!INTEGER.matcher(text).matches()) {
      throw expected(expected);
    }
    long number = Long.parseLong(text);
    if (number < min || number > max) {
      throw expected(expected);
    }
    return number;
  }

  /** Both bounds included. */
  public double decimal(double min, double max) {
    String expected = "a number from %s to %s".formatted(min, max);
    String text = scalar(expected);
    if (!DECIMAL.matcher(text).matches()) {
      throw expected(expected);
    }
    double number = Double.parseDouble(text);
    if (number < min || number > max) {
      throw expected(expected);
    }
    return number;
  }

  /**
   * The text as another type.
   *
   * @param expected what an error says was expected, as in "a shard id"
   * @param parser throws {@link IllegalArgumentException} for a text that is not one
   */
  public <T> T as(String expected, Function<String, T> parser) {
    try {
      return parser.apply(scalar(expected));
    } catch (IllegalArgumentException e) {
      throw expected(expected);
    }
  }

  /** The error that this value is not what was expected, for checks that a caller makes itself. */
  public InvalidYamlException expected(String expected) {
    String got =
        switch (content) {
          case Scalar scalar when scalar.isNull() -> "nothing";
          case Scalar scalar -> "\"%s\"".formatted(Shown.of(scalar.text()));
          case Sequence _ -> "a list";
          case Mapping _ -> "keys with values";
        };
    return new InvalidYamlException(at() + "expected %s but got %s".formatted(expected, got));
  }

  private String scalar(String expected) {
    if (content instanceof Scalar scalar && !scalar.isNull()) {
      return scalar.text();
    }
    throw expected(expected);
  }

  private String at() {
    return "%s line %d: ".formatted(source, line);
  }
}
