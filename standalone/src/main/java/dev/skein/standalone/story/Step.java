package dev.skein.standalone.story;

import java.util.List;

/** A piece of a story, in the order of its page. */
public sealed interface Step {
  /** The page's line, from 1, at which it begins. */
  int line();

  /** What the page says between two blocks, as it stands there but for the marks of headings. */
  record Tell(int line, String text) implements Step {}

  /**
   * A command.
   *
   * @param shown as a person types it
   * @param words what follows {@code skein}, without the quotes
   * @param exits the code that it must end with
   */
  record Run(int line, String shown, List<String> words, int exits) implements Step {
    public Run {
      words = List.copyOf(words);
    }
  }

  /** Statements that an application or a person runs in the databases of some tenants. */
  record Sql(int line, List<String> tenants, String text) implements Step {
    public Sql {
      tenants = List.copyOf(tenants);
    }
  }
}
