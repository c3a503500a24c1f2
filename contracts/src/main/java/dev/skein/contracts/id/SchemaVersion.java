package dev.skein.contracts.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

  private List<BigInteger> parts() {
    List<BigInteger> parts =
        new ArrayList<>(Arrays.stream(value.split("\\.", -1)).map(BigInteger::new).toList());
    while (parts.size() > 1 && parts.getLast().signum() == 0) {
      parts.removeLast();
    }
    return parts;
  }

  @Override
  public int compareTo(SchemaVersion other) {
    List<BigInteger> mine = parts();
    List<BigInteger> theirs = other.parts();
    for (int i = 0; i < Math.max(mine.size(), theirs.size()); i++) {
      BigInteger left = i < mine.size() ? mine.get(i) : BigInteger.ZERO;
      BigInteger right = i < theirs.size() ? theirs.get(i) : BigInteger.ZERO;
      int order = left.compareTo(right);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SchemaVersion version && compareTo(version) == 0;
  }

  @Override
  public int hashCode() {
    return parts().hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
