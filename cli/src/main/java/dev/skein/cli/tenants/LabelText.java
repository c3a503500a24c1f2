package dev.skein.cli.tenants;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Labels in one cell: {@code region=eu;tier=gold}, by name. */
final class LabelText {
  private LabelText() {}

  static String of(Map<String, String> labels) {
    return new TreeMap<>(labels)
        .entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .collect(Collectors.joining(";"));
  }

  /** Whether the text reads back as the same labels. */
  static boolean holds(Map<String, String> labels) {
    return labels.entrySet().stream()
        .allMatch(
            label ->
                plain(label.getKey())
                    && plain(label.getValue())
                    && !label.getKey().isEmpty()
                    && label.getKey().indexOf('=') < 0);
  }

  private static boolean plain(String text) {
    return text.indexOf(';') < 0 && text.equals(text.strip());
  }
}
