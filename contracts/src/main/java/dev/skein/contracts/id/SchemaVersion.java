package dev.skein.contracts.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * A version of a tenant's schema as Flyway means it: numbers joined by dots, compared number by
 * number, trailing zeros without meaning ({@code 1.0} equals {@code 1}). Underscores read as dots,
 * as in a script's name. The text keeps the form that it was given.
 *
 * @param value the dotted form; never null
 */
public record SchemaVersion(@JsonValue String value) implements Comparable<SchemaVersion> {
  private static final Pattern FORM = Pattern.compile("[0-9]{1,50}(\\.[0-9]{1,50}){0,9}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public SchemaVersion {
    value = Ids.require("version", FORM, value.replace('_', '.'));
  }

  /** Digit by digit: a tenant's whole history is compared at every look at it. */
  @Override
  public int compareTo(SchemaVersion other) {
    String left = value;
    String right = other.value;
    int l = 0;
    int r = 0;
    while (l < left.length() || r < right.length()) {
      int leftEnd = endOfPart(left, l);
      int rightEnd = endOfPart(right, r);
      int order = compare(left, l, leftEnd, right, r, rightEnd);
      if (order != 0) {
        return order;
      }
      l = leftEnd + 1;
      r = rightEnd + 1;
    }
    return 0;
  }

  /** Two numbers of any length; one that is not there is zero. */
  private static int compare(
      String left, int leftStart, int leftEnd, String right, int rightStart, int rightEnd) {
    int l = afterZeros(left, leftStart, leftEnd);
    int r = afterZeros(right, rightStart, rightEnd);
    int digits = Math.max(0, leftEnd - l);
    int longer = Integer.compare(digits, Math.max(0, rightEnd - r));
    for (int i = 0; longer == 0 && i < digits; i++) {
      int order = Character.compare(left.charAt(l + i), right.charAt(r + i));
      if (order != 0) {
        return order;
      }
    }
    return longer;
  }

  private static int endOfPart(String text, int start) {
    int dot = text.indexOf('.', start);
    return dot < 0 ? text.length() : dot;
  }

  private static int afterZeros(String text, int start, int end) {
    int at = start;
    while (at < end && text.charAt(at) == '0') {
      at++;
    }
    return at;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SchemaVersion version && compareTo(version) == 0;
  }

  @Override
  public int hashCode() {
    int hash = 0;
    int upToHere = 0;
    for (int start = 0; start < value.length(); start = endOfPart(value, start) + 1) {
      int end = endOfPart(value, start);
      int first = afterZeros(value, start, end);
      upToHere = 31 * upToHere;
      for (int at = first; at < end; at++) {
        upToHere = 31 * upToHere + value.charAt(at);
      }
      // Zeros at the end mean nothing.
      hash = first < end ? upToHere : hash;
    }
    return hash;
  }

  @Override
  public String toString() {
    return value;
  }
}
