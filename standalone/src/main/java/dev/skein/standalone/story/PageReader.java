package dev.skein.standalone.story;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Cuts a page into what is told and what runs: {@code sh} blocks and {@code sql} blocks. */
final class PageReader {
  private static final String FENCE = "```";
  private static final Pattern BLANKS = Pattern.compile("[ ,]+");

  private final String page;
  private final List<String> lines;
  private final List<Step> steps = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private int next;

  PageReader(String page, String markdown) {
    this.page = page;
    this.lines = markdown.lines().toList();
  }

  List<Step> read() {
    while (next < lines.size()) {
      String line = lines.get(next++);
      if (line.startsWith(FENCE)) {
        tell(next - 1);
        block(line.substring(FENCE.length()).strip());
      } else {
        told.add(line.replaceFirst("^#+ ", ""));
      }
    }
    tell(next);
    return steps;
  }

  /** What was said up to here, without the empty lines around it. */
  private void tell(int end) {
    String text = String.join("\n", told);
    int begin = end - told.size() + 1 + (int) told.stream().takeWhile(String::isBlank).count();
    told.clear();
    if (!text.isBlank()) {
      steps.add(new Step.Tell(begin, text.strip()));
    }
  }

  private void block(String info) {
    int opened = next;
    List<String> body = new ArrayList<>();
    while (next < lines.size() && !lines.get(next).startsWith(FENCE)) {
      body.add(lines.get(next++));
    }
    if (next == lines.size()) {
      throw new InvalidStoryException(
          page, opened, "expected the block to end with " + FENCE + " but the page ends");
    }
    next++;
    List<String> words = info.isEmpty() ? List.of() : List.of(BLANKS.split(info));
    if (words.equals(List.of("sh"))) {
      steps.addAll(new ShellBlock(page, opened + 1, body).commands());
    } else if (words.size() > 1 && words.getFirst().equals("sql")) {
      sql(opened, words.subList(1, words.size()), String.join("\n", body).strip());
    } else {
      throw new InvalidStoryException(
          page,
          opened,
          "expected a block \"sh\", or \"sql\" and its tenants, but got \"%s\"".formatted(info));
    }
  }

  private void sql(int opened, List<String> tenants, String text) {
    if (text.isEmpty()) {
      throw new InvalidStoryException(page, opened, "expected statements but the block is empty");
    }
    steps.add(new Step.Sql(opened, tenants, text));
  }
}
