package dev.skein.standalone.story;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of an {@code sh} block. They are what a shell would run, but only plain {@code skein}
 * commands are taken: what a shell would make something else of is refused, not guessed at.
 */
final class ShellBlock {
  private static final String PROGRAM = "skein";
  private static final String MEANT_FOR_A_SHELL = "$`|&;<>*?~()";
  private static final Pattern EXITS = Pattern.compile("exits (\\d+)");

  private final String page;
  private final int first;
  private final List<String> lines;

  /**
   * @param first the page's line on which the block's text begins
   */
  ShellBlock(String page, int first, List<String> lines) {
    this.page = page;
    this.first = first;
    this.lines = lines;
  }

  List<Step> commands() {
    List<Step> commands = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      int begin = first + i;
      StringBuilder text = new StringBuilder(lines.get(i));
      while (text.toString().endsWith("\\") && i + 1 < lines.size()) {
        text.setLength(text.length() - 1);
        text.append(lines.get(++i).stripLeading());
      }
      if (!text.toString().isBlank() && !text.toString().startsWith("#")) {
        commands.add(command(begin, text.toString().strip()));
      }
    }
    if (commands.isEmpty()) {
      throw new InvalidStoryException(page, first - 1, "expected commands but the block has none");
    }
    return commands;
  }

  private Step command(int line, String text) {
    List<String> words = new ArrayList<>();
    int at = 0;
    while (at < text.length() && text.charAt(at) != '#') {
      at = word(line, text, at, words);
    }
    if (words.size() < 2 || !words.getFirst().equals(PROGRAM)) {
      throw new InvalidStoryException(
          page, line, "expected a skein command but got \"%s\"".formatted(text));
    }
    Matcher exits = EXITS.matcher(text.substring(at));
    int code = exits.find() ? Integer.parseInt(exits.group(1)) : 0;
    return new Step.Run(line, text, words.subList(1, words.size()), code);
  }

  /** Takes one word, quoted or not, and the blanks behind it; gives where the next one begins. */
  private int word(int line, String text, int begin, List<String> words) {
    StringBuilder word = new StringBuilder();
    char quote = 0;
    int at = begin;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (quote == 0 && c == ' ') {
        break;
      } else if (c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (quote != '\'' && MEANT_FOR_A_SHELL.indexOf(c) >= 0) {
        throw new InvalidStoryException(
            page, line, "expected a plain command but got \"%s\" in \"%s\"".formatted(c, text));
      } else {
        word.append(c);
      }
    }
    if (quote != 0) {
      throw new InvalidStoryException(
          page, line, "expected a closing %s but got \"%s\"".formatted(quote, text));
    }
    words.add(word.toString());
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at;
  }
}
