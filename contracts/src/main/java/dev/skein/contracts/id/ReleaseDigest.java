package dev.skein.contracts.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * A release's identity: {@code sha256:} and the SHA-256 of its manifest in 64 hex digits.
 *
 * @param value never null; another form is an {@link IllegalArgumentException} that shows it
 */
public record ReleaseDigest(@JsonValue String value) implements Comparable<ReleaseDigest> {
  private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ReleaseDigest {
    Ids.require("release digest", FORM, value);
  }

  /** The first twelve hex digits: enough for people to tell releases apart. */
  public String abbreviated() {
    return value.substring("sha256:".length(), "sha256:".length() + 12);
  }

  @Override
  public int compareTo(ReleaseDigest other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
