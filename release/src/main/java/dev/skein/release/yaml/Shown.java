package dev.skein.release.yaml;

/** Text from a file as it may stand in one line of an error: short, and without controls. */
final class Shown {
  private static final int LENGTH = 80;

  private Shown() {}

  static String of(String text) {
    String cut = text.length() > LENGTH ? text.substring(0, LENGTH) + "…" : text;
    return cut.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
  }
}
