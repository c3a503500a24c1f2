package dev.skein.release.lint;

import java.util.List;
import java.util.Set;

/**
 * One top-level statement as far as the rules need it.
 *
 * @param line where it starts, counted from 1
 * @param words its first unquoted words in upper case
 * @param unlocksAll whether {@code pg_advisory_unlock_all} is anywhere in it, or in the body of a
 *     {@code DO} block
 * @param copiesWithoutEnd whether it is a COPY from the script whose data has no end marker
 * @param mentions which of {@link #WATCHED} are anywhere in it, quoted as names or not
 */
record Statement(
    int line,
    List<String> words,
    boolean unlocksAll,
    boolean copiesWithoutEnd,
    Set<String> mentions) {
  /** In upper case; words whose place in a statement does not matter. */
  static final Set<String> WATCHED =
      Set.of(
          "CONCURRENTLY",
          "EXISTS",
          "PROGRAM",
          "SKEIN_BACKFILL",
          "SKEIN_FENCE",
          "SKEIN_RECEIPT",
          "FLYWAY_SCHEMA_HISTORY");

  Statement {
    words = List.copyOf(words);
    mentions = Set.copyOf(mentions);
  }

  boolean mentions(String word) {
    return mentions.contains(word);
  }

  boolean startsWith(String... expected) {
    return words.size() >= expected.length
        && words.subList(0, expected.length).equals(List.of(expected));
  }
}
