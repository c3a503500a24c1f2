package dev.skein.standalone.story;

import java.util.List;
import java.util.stream.Stream;

/**
 * An example's page, ready to be played.
 *
 * @param page how messages name it
 */
public record Story(String page, List<Step> steps) {
  public Story {
    steps = List.copyOf(steps);
  }

  /** Reads a page; else {@link InvalidStoryException}. */
  public static Story parse(String page, String markdown) {
    Story story = new Story(page, new PageReader(page, markdown).read());
    if (story.commands() == 0) {
      throw new InvalidStoryException(
          page, 1, "expected a block \"sh\" with a command but there is none");
    }
    return story;
  }

  int commands() {
    return (int) steps.stream().filter(Step.Run.class::isInstance).count();
  }

  /** The tenants that its statements name; each once, in their order. */
  public List<String> tenants() {
    return steps.stream()
        .flatMap(step -> step instanceof Step.Sql sql ? sql.tenants().stream() : Stream.of())
        .distinct()
        .sorted()
        .toList();
  }
}
