package dev.skein.contracts.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * A release's name as its publisher chose it ({@code 2026.11.3}): up to 100 letters, digits and
 * {@code . _ + -}, starting with a letter or digit.
 *
 * @param value never null; another form is an {@link IllegalArgumentException} that shows it
 */
public record ReleaseName(@JsonValue String value) implements Comparable<ReleaseName> {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,99}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ReleaseName {
    Ids.require("release name", FORM, value);
  }

  @Override
  public int compareTo(ReleaseName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
