package dev.skein.contracts.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A shard's id: {@code [a-z0-9][a-z0-9_-]{0,62}}; part of its command topic's name.
 *
 * @param value never null; another form is an {@link IllegalArgumentException} that shows it
 */
public record ShardId(@JsonValue String value) implements Comparable<ShardId> {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ShardId {
    Ids.require("shard id", Ids.SLUG, value);
  }

  @Override
  public int compareTo(ShardId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
