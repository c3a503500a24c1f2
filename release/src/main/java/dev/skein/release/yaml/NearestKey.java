package dev.skein.release.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The known key that a mistyped one was most likely meant to be. */
final class NearestKey {
  private static final int LONGEST = 100;

  private NearestKey() {}

  static Optional<String> of(String typed, Collection<String> known) {
    if (typed.length() > LONGEST) {
      return Optional.empty();
    }
    int tolerance = Math.max(1, typed.length() / 3);
    return known.stream()
        .filter(key -> distance(typed, key) <= tolerance)
        .min(
            Comparator.comparingInt((String key) -> distance(typed, key))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Levenshtein's distance. */
  private static int distance(String left, String right) {
    int[] row = new int[right.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[right.length()];
  }
}
