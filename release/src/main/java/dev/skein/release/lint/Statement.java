package dev.skein.release.lint;

import java.util.List;

/**
 * One top-level statement as far as the rules need it.
 *
 * @param line where it starts, counted from 1
 * @param words its first unquoted words in upper case
 * @param unlocksAll whether {@code pg_advisory_unlock_all} is anywhere in it, or in the body of a
 *     {@code DO} block
 * @param copiesWithoutEnd whether it is a COPY from the script whose data has no end marker
 */
record Statement(int line, List<String> words, boolean unlocksAll, boolean copiesWithoutEnd) {
  Statement {
    words = List.copyOf(words);
  }

  boolean startsWith(String... expected) {
    return words.size() >= expected.length
        && words.subList(0, expected.length).equals(List.of(expected));
  }
}
