package dev.skein.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a statement's tokens from the left; what is not there is not passed. */
final class SqlCursor {
  private final List<SqlToken> tokens;
  private int at;

  /**
   * @param limit the tokens that are looked at, at most
   */
  SqlCursor(String sql, int limit) {
    this.tokens = SqlToken.of(sql, limit);
  }

  /** Whether these follow, one after the other; then they are passed. */
  boolean skip(String... words) {
    for (int i = 0; i < words.length; i++) {
      if (at + i >= tokens.size() || !tokens.get(at + i).is(words[i])) {
        return false;
      }
    }
    at += words.length;
    return true;
  }

  /** Passes as many of these as there are, in any order. */
  void skipAll(String... any) {
    boolean passed;
    do {
      passed = word(any) != null;
    } while (passed);
  }

  /** The one of these that follows, and is passed; null where none does. */
  @Nullable String word(String... any) {
    for (String word : any) {
      if (skip(word.split(" "))) {
        return word;
      }
    }
    return null;
  }

  /** Passes everything before this one, and it; false where it does not follow. */
  boolean skipTo(String word) {
    for (int i = at; i < tokens.size(); i++) {
      if (tokens.get(i).is(word)) {
        at = i + 1;
        return true;
      }
    }
    return false;
  }

  boolean isNext(String word) {
    return at < tokens.size() && tokens.get(at).is(word);
  }

  /** Passed; null at the end. */
  @Nullable SqlToken next() {
    return at == tokens.size() ? null : tokens.get(at++);
  }

  /** As the statement has it; null where none follows. */
  @Nullable String identifier() {
    return at < tokens.size() && tokens.get(at).isIdentifier() ? tokens.get(at++).text() : null;
  }

  /** With its schema, or without. */
  @Nullable String name() {
    String first = identifier();
    if (first == null || !skip(".")) {
      return first;
    }
    String second = identifier();
    return second == null ? null : first + "." + second;
  }

  boolean atEnd() {
    skip(";");
    return at == tokens.size();
  }
}
