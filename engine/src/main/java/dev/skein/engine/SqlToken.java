package dev.skein.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * A word, a quoted name, a literal or a sign of a statement, by PostgreSQL's lexical rules;
 * comments are none.
 *
 * @param text as the statement has it, quotes included
 */
record SqlToken(Kind kind, String text) {

  enum Kind {
    WORD,
    NAME,
    LITERAL,
    SIGN
  }

  /** The first ones, at most so many. */
  static List<SqlToken> of(String sql, int limit) {
    return new Scan(sql).tokens(limit);
  }

  boolean is(String wordOrSign) {
    return (kind == Kind.WORD || kind == Kind.SIGN) && text.equalsIgnoreCase(wordOrSign);
  }

  boolean isIdentifier() {
    return kind == Kind.WORD || kind == Kind.NAME;
  }

  private static final class Scan {
    private final String sql;
    private int at;

    Scan(String sql) {
      this.sql = sql;
    }

    List<SqlToken> tokens(int limit) {
      List<SqlToken> tokens = new ArrayList<>();
      while (tokens.size() < limit && at < sql.length()) {
        int start = at;
        char letter = sql.charAt(at);
        if (Character.isWhitespace(letter)) {
          at++;
        } else if (sql.startsWith("--", at)) {
          at = endOr(sql.indexOf('\n', at), 1);
        } else if (sql.startsWith("/*", at)) {
          skipComment();
        } else {
          Kind kind = skip(letter);
          tokens.add(new SqlToken(kind, sql.substring(start, at)));
        }
      }
      return tokens;
    }

    private Kind skip(char letter) {
      if ((letter == 'e' || letter == 'E') && sql.startsWith("'", at + 1)) {
        at++;
        skipQuoted('\'', true);
        return Kind.LITERAL;
      }
      if (Character.isLetter(letter) || letter == '_') {
        skipWord();
        return Kind.WORD;
      }
      if (letter == '\'') {
        skipQuoted('\'', false);
        return Kind.LITERAL;
      }
      if (letter == '"') {
        skipQuoted('"', false);
        return Kind.NAME;
      }
      if (Character.isDigit(letter)) {
        skipWord();
        return Kind.LITERAL;
      }
      if (letter == '$' && skipDollars()) {
        return Kind.LITERAL;
      }
      at++;
      return Kind.SIGN;
    }

    private void skipWord() {
      while (at < sql.length() && isPart(sql.charAt(at))) {
        at++;
      }
    }

    private static boolean isPart(char letter) {
      return Character.isLetterOrDigit(letter) || letter == '_' || letter == '$';
    }

    /** A quote that is doubled ends nothing. */
    private void skipQuoted(char quote, boolean escapes) {
      at++;
      while (at < sql.length()) {
        char letter = sql.charAt(at);
        boolean doubled = letter == quote && sql.startsWith(String.valueOf(quote), at + 1);
        if (doubled || (escapes && letter == '\\')) {
          at += 2;
        } else {
          at++;
          if (letter == quote) {
            return;
          }
        }
      }
      at = sql.length();
    }

    private boolean skipDollars() {
      int end = at + 1;
      while (end < sql.length() && sql.charAt(end) != '$' && isPart(sql.charAt(end))) {
        end++;
      }
      boolean opens =
          end < sql.length() && sql.charAt(end) == '$' && !Character.isDigit(sql.charAt(at + 1));
      if (opens) {
        String tag = sql.substring(at, end + 1);
        at = endOr(sql.indexOf(tag, end + 1), tag.length());
      }
      return opens;
    }

    private int endOr(int found, int length) {
      return found < 0 ? sql.length() : found + length;
    }

    /** They nest. */
    private void skipComment() {
      int depth = 0;
      do {
        int open = sql.indexOf("/*", at);
        int close = sql.indexOf("*/", at);
        boolean opens = open >= 0 && open < close;
        depth += opens ? 1 : -1;
        at = endOr(opens ? open : close, 2);
      } while (depth > 0 && at < sql.length());
    }
  }
}
