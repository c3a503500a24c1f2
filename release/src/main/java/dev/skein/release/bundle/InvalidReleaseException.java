package dev.skein.release.bundle;

import java.util.List;

/**
 * A folder or archive that is no valid release. The message has one line a problem, each naming the
 * offender and what was expected; after 100 lines it only counts.
 */
public final class InvalidReleaseException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final int SHOWN = 100;

  private final transient List<String> problems;

  public InvalidReleaseException(List<String> problems) {
    super(message(problems));
    this.problems = List.copyOf(problems);
  }

  /** All of them, at least one. */
  public List<String> problems() {
    return problems;
  }

  private static String message(List<String> problems) {
    String lines = String.join("\n", problems.stream().limit(SHOWN).toList());
    int more = problems.size() - SHOWN;
    return more > 0 ? "%s%n… and %,d more problems".formatted(lines, more) : lines;
  }
}
