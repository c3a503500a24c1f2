package dev.skein.release.lint;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a script into statements by PostgreSQL's lexical rules: nested comments, strings, escape
 * strings, quoted identifiers, dollar quotes, parentheses, {@code BEGIN ATOMIC} bodies, and the
 * data of a COPY. A psql command is a statement of one word that starts with a backslash. SQL that
 * ends too early is the server's to complain about.
 */
final class SqlScanner {
  private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*");
  private static final Pattern DOLLAR_TAG = Pattern.compile("\\$([\\p{L}_][\\p{L}\\p{N}_]*)?\\$");
  private static final Pattern COPY_END = Pattern.compile("^\\\\\\.\\r?$", Pattern.MULTILINE);

  /** Stands for a literal or a quoted name, which no rule may take for a word. */
  private static final String QUOTED = "\"";

  /** As many words as the longest rule looks at. */
  private static final int WORDS = 4;

  private final String sql;
  private final boolean inner;
  private final Consumer<Statement> statements;
  private final List<String> words = new ArrayList<>();
  private final Set<String> mentions = new HashSet<>();
  private String previous = "";
  private boolean copies;
  private boolean unlocksAll;
  private int at;
  private int line = 1;
  private int counted;
  private int start;
  private int parentheses;
  private int atomic;

  private SqlScanner(String sql, boolean inner, Consumer<Statement> statements) {
    this.sql = sql;
    this.inner = inner;
    this.statements = statements;
  }

  /** Hands each statement on at once, so that a large script takes little memory. */
  static void scan(String sql, Consumer<Statement> statements) {
    new SqlScanner(sql, false, statements).scan();
  }

  private void scan() {
    while (at < sql.length()) {
      char letter = sql.charAt(at);
      switch (letter) {
        case '\'' -> literal('\'', isEscapeString());
        case '"' -> literal('"', false);
        case '-' -> {
          if (!lineComment()) {
            at++;
          }
        }
        case '/' -> {
          if (!blockComment()) {
            at++;
          }
        }
        case '$' -> dollar();
        case '\\' -> backslash();
        case ';' -> semicolon();
        case '(' -> {
          parentheses++;
          at++;
        }
        case ')' -> {
          parentheses = Math.max(0, parentheses - 1);
          at++;
        }
        default -> wordOrOther(letter);
      }
    }
    end(false);
  }

  private void wordOrOther(char letter) {
    Matcher word = WORD.matcher(sql).region(at, sql.length());
    if (word.lookingAt()) {
      add(word.group().toUpperCase(Locale.ROOT), at);
      at = word.end();
    } else if (Character.isDigit(letter)) {
      add(QUOTED, at);
      while (at < sql.length() && Character.isLetterOrDigit(sql.charAt(at))) {
        at++;
      }
    } else {
      at++;
    }
  }

  private void add(String word, int position) {
    if (words.isEmpty()) {
      start = position;
    }
    if (words.size() < WORDS) {
      words.add(word);
    }
    mention(word);
    unlocksAll |= word.equals("PG_ADVISORY_UNLOCK_ALL");
    copies |= word.equals("STDIN") && previous.equals("FROM") && words.getFirst().equals("COPY");
    if (word.equals("ATOMIC") && previous.equals("BEGIN")) {
      atomic = 1;
    } else if (atomic > 0 && word.equals("CASE")) {
      atomic++;
    } else if (atomic > 0 && word.equals("END")) {
      atomic--;
    }
    previous = word;
  }

  private void mention(String word) {
    if (Statement.WATCHED.contains(word)) {
      mentions.add(word);
    }
  }

  /** The E of {@code E'…'} was read as a word, right before the quote. */
  private boolean isEscapeString() {
    return at > 0
        && previous.equals("E")
        && (sql.charAt(at - 1) == 'E' || sql.charAt(at - 1) == 'e');
  }

  private void literal(char quote, boolean escapes) {
    add(QUOTED, at);
    at++;
    int close = sql.indexOf(quote, at);
    if (quote == '"' && close > at) {
      mention(sql.substring(at, close).toUpperCase(Locale.ROOT));
    }
    while (at < sql.length()) {
      char letter = sql.charAt(at);
      if (escapes && letter == '\\') {
        at += 2;
      } else if (letter == quote) {
        at++;
        if (at >= sql.length() || sql.charAt(at) != quote) {
          return;
        }
        at++;
      } else {
        at++;
      }
    }
  }

  private boolean lineComment() {
    if (!sql.startsWith("--", at)) {
      return false;
    }
    at = endOfLine();
    return true;
  }

  private boolean blockComment() {
    if (!sql.startsWith("/*", at)) {
      return false;
    }
    int depth = 0;
    while (at < sql.length()) {
      if (sql.startsWith("/*", at)) {
        depth++;
        at += 2;
      } else if (sql.startsWith("*/", at)) {
        depth--;
        at += 2;
        if (depth == 0) {
          return true;
        }
      } else {
        at++;
      }
    }
    return true;
  }

  private void dollar() {
    Matcher tag = DOLLAR_TAG.matcher(sql).region(at, sql.length());
    if (!tag.lookingAt()) {
      at++;
      return;
    }
    int body = tag.end();
    int close = sql.indexOf(tag.group(), body);
    int bodyEnd = close < 0 ? sql.length() : close;
    add(QUOTED, at);
    if (words.getFirst().equals("DO") && !inner) {
      String code = sql.substring(body, bodyEnd);
      new SqlScanner(code, true, statement -> unlocksAll |= statement.unlocksAll()).scan();
    }
    at = close < 0 ? sql.length() : close + tag.group().length();
  }

  /** A psql command, to the end of its line, where a statement could start. */
  private void backslash() {
    if (!words.isEmpty()) {
      at++;
      return;
    }
    int end = endOfLine();
    add(sql.substring(at, end).strip().split("\\s", 2)[0], at);
    end(false);
    at = end;
  }

  private void semicolon() {
    at++;
    if (parentheses > 0 || atomic > 0) {
      return;
    }
    if (!copies) {
      end(false);
      return;
    }
    at = Math.min(sql.length(), endOfLine() + 1);
    Matcher marker = COPY_END.matcher(sql).region(at, sql.length());
    boolean found = marker.find();
    end(!found);
    at = found ? marker.end() : sql.length();
  }

  private void end(boolean copiesWithoutEnd) {
    if (!words.isEmpty()) {
      for (; counted < start; counted++) {
        line += sql.charAt(counted) == '\n' ? 1 : 0;
      }
      statements.accept(new Statement(line, words, unlocksAll, copiesWithoutEnd, mentions));
    }
    words.clear();
    previous = "";
    copies = false;
    unlocksAll = false;
    mentions.clear();
    parentheses = 0;
    atomic = 0;
  }

  private int endOfLine() {
    int end = sql.indexOf('\n', at);
    return end < 0 ? sql.length() : end;
  }
}
