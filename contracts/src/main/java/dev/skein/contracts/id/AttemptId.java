package dev.skein.contracts.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * One try at one tenant in one rollout: a random UUID in lower case.
 *
 * @param value never null; another form is an {@link IllegalArgumentException} that shows it
 */
public record AttemptId(@JsonValue String value) implements Comparable<AttemptId> {
  private static final Pattern FORM =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public AttemptId {
    Ids.require("attempt id", FORM, value);
  }

  public static AttemptId random() {
    return new AttemptId(UUID.randomUUID().toString());
  }

  @Override
  public int compareTo(AttemptId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
