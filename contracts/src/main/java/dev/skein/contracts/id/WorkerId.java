package dev.skein.contracts.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * A worker's name, the same again after a restart: {@code [a-z0-9][a-z0-9._-]{0,99}}.
 *
 * @param value never null; another form is an {@link IllegalArgumentException} that shows it
 */
public record WorkerId(@JsonValue String value) implements Comparable<WorkerId> {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public WorkerId {
    Ids.require("worker id", FORM, value);
  }

  @Override
  public int compareTo(WorkerId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
