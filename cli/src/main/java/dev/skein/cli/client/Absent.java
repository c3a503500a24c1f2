package dev.skein.cli.client;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an answer left out, as the empty value. */
final class Absent {
  private Absent() {}

  static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  static <T> List<T> list(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  static <V> Map<String, V> map(@Nullable Map<String, V> map) {
    return map == null ? Map.of() : Map.copyOf(map);
  }
}
