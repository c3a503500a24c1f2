package dev.skein.rollout.cluster;

/**
 * What a server's message says when all that differs from tenant to tenant is taken out: what
 * stands in quotes or in brackets becomes {@code …}, a word with a digit in it becomes {@code #}.
 * One pass over the text, whatever it holds.
 */
final class Essence {
  /** Longer ones differ only in what nobody reads. */
  private static final int LONGEST = 300;

  private static final String OPEN = "\"'`“„«(";
  private static final String CLOSE = "\"'`”“»)";
  private static final char REST = '…';

  private final String text;
  private final StringBuilder essence = new StringBuilder();
  private int at;

  private Essence(String text) {
    this.text = text;
  }

  /** At most 300 characters, without a digit; of an essence, the same again. */
  static String of(String message) {
    return new Essence(message).read();
  }

  private String read() {
    while (at < text.length() && essence.length() < LONGEST) {
      char c = text.charAt(at);
      int quote = OPEN.indexOf(c);
      if (quote >= 0 && opens(c)) {
        quoted(c, CLOSE.charAt(quote));
      } else if (word(c)) {
        word();
      } else if (Character.isWhitespace(c) || Character.isISOControl(c)) {
        at++;
        space();
      } else {
        essence.append(c);
        at++;
      }
    }
    essence.setLength(Math.min(essence.length(), LONGEST));
    return essence.toString().strip();
  }

  /** An apostrophe within a word opens nothing. */
  private boolean opens(char c) {
    return c != '\'' || at == 0 || !(word(text.charAt(at - 1)) || text.charAt(at - 1) == '#');
  }

  /** To the mark that closes it; without one, the mark is a character like any other. */
  private void quoted(char open, char close) {
    int end = text.indexOf(close, at + 1);
    if (end < 0) {
      essence.append(open);
      at++;
      return;
    }
    essence.append(open).append(REST).append(close);
    at = end + 1;
  }

  private void word() {
    int start = at;
    boolean digit = false;
    while (at < text.length() && word(text.charAt(at))) {
      digit |= Character.isDigit(text.charAt(at));
      at++;
    }
    if (digit) {
      essence.append('#');
    } else {
      essence.append(text, start, at);
    }
  }

  private void space() {
    if (!essence.isEmpty() && essence.charAt(essence.length() - 1) != ' ') {
      essence.append(' ');
    }
  }

  private static boolean word(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$';
  }
}
