package dev.skein.contracts.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * A rollout's id: a number that people can say, then four random letters, since the number alone
 * would come again after the coordinator's store was restored from a backup ({@code r7-kqzt}).
 *
 * @param value never null; another form is an {@link IllegalArgumentException} that shows it
 */
public record RolloutId(@JsonValue String value) implements Comparable<RolloutId> {
  private static final Pattern FORM = Pattern.compile("r[1-9][0-9]{0,17}-[a-z0-9]{4}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public RolloutId {
    Ids.require("rollout id", FORM, value);
  }

  @Override
  public int compareTo(RolloutId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
