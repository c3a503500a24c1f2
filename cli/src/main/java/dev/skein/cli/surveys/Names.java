package dev.skein.cli.surveys;

import java.util.List;

/** Lists of names in a line. */
final class Names {
  private static final int MOST = 8;

  private Names() {}

  /** The first of them, and how many more there are. */
  static String some(List<String> names) {
    return names.size() <= MOST
        ? String.join(", ", names)
        : "%s and %d more"
            .formatted(String.join(", ", names.subList(0, MOST)), names.size() - MOST);
  }
}
