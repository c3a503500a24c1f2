package dev.skein.cli.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part of an address behind the question mark; absent values are left out. */
public final class Query {
  private final List<String> pairs = new ArrayList<>();

  /** Adds a pair, unless the value is null or empty. */
  public Query with(String name, @Nullable Object value) {
    String text = value == null ? "" : value.toString();
    if (!text.isEmpty()) {
      pairs.add(name + "=" + encoded(text));
    }
    return this;
  }

  /** Adds {@code label=name=value} for each. */
  public Query labels(Map<String, String> labels) {
    labels.forEach((name, value) -> with("label", name + "=" + value));
    return this;
  }

  /** Another one that starts as this one. */
  Query copy() {
    Query copy = new Query();
    copy.pairs.addAll(pairs);
    return copy;
  }

  /**
   * A path below {@code /api}: the segments as they are, encoded.
   *
   * @throws IllegalArgumentException for a segment that would name another path
   */
  static String path(String... segments) {
    StringBuilder path = new StringBuilder();
    for (String segment : segments) {
      if (segment.isBlank() || segment.equals(".") || segment.equals("..")) {
        throw new IllegalArgumentException("expected an id or a name but got \"" + segment + "\"");
      }
      path.append('/').append(encoded(segment));
    }
    return path.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public String toString() {
    return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
  }
}
