package dev.skein.contracts.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * A backfill's name, which is its file's as well ({@code orders-plan} is {@code
 * backfill/orders-plan.sql}): up to 63 lower-case letters, digits and {@code . _ -}, starting with
 * a letter or digit.
 *
 * @param value never null; another form is an {@link IllegalArgumentException} that shows it
 */
public record BackfillName(@JsonValue String value) implements Comparable<BackfillName> {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public BackfillName {
    Ids.require("backfill name", FORM, value);
  }

  @Override
  public int compareTo(BackfillName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
