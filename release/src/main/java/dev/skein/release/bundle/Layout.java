package dev.skein.release.bundle;

import java.util.Locale;

/** How a release's files are named and ordered. */
public enum Layout {
  FLYWAY;

  /** As it stands in {@code release.yaml} and in the manifest. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The layout of a label; another text is an {@link IllegalArgumentException}. */
  static Layout of(String label) {
    for (Layout layout : values()) {
      if (layout.label().equals(label)) {
        return layout;
      }
    }
    throw new IllegalArgumentException(
        "expected the layout flyway but got \"%s\"".formatted(label));
  }
}
