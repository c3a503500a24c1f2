package dev.skein.contracts.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A tenant's id: {@code [a-z0-9][a-z0-9_-]{0,62}}, unique over all shards.
 *
 * @param value never null; another form is an {@link IllegalArgumentException} that shows it
 */
public record TenantId(@JsonValue String value) implements Comparable<TenantId> {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public TenantId {
    Ids.require("tenant id", Ids.SLUG, value);
  }

  @Override
  public int compareTo(TenantId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
