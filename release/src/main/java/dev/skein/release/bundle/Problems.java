package dev.skein.release.bundle;

import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong, so that all of it is told at once. */
final class Problems {
  private static final int SHOWN = 200;

  private final List<String> found = new ArrayList<>();

  void add(String problem) {
    found.add(problem.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?"));
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** The way out for a problem after which looking on makes no sense. */
  InvalidReleaseException and(String last) {
    add(last);
    return new InvalidReleaseException(found);
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new InvalidReleaseException(found);
    }
  }

  /** A long path or value cut to what fits a line. */
  static String shown(String text) {
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
  }
}
