package dev.skein.contracts.catalog;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** What kinds of things a catalog tells of; in JSON {@code materialized-view}. */
public enum ObjectKind {
  EXTENSION,
  ENUM,
  DOMAIN,
  COMPOSITE_TYPE,
  RANGE_TYPE,
  SEQUENCE,
  TABLE,
  COLUMN,
  CONSTRAINT,
  INDEX,
  VIEW,
  MATERIALIZED_VIEW,
  FUNCTION,
  PROCEDURE,
  AGGREGATE,
  TRIGGER,
  RULE,
  POLICY;

  /** In lower case, words joined by hyphens: as in JSON and in patterns. */
  @JsonValue
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The kind of that name; another one is an {@link IllegalArgumentException} that shows it. */
  @JsonCreator
  public static ObjectKind of(String slug) {
    return Arrays.stream(values())
        .filter(kind -> kind.slug().equals(slug))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("expected a kind of object but got " + slug));
  }

  /** Whether other objects can belong to one of this kind. */
  boolean hasParts() {
    return switch (this) {
      case TABLE, VIEW, MATERIALIZED_VIEW, DOMAIN -> true;
      case EXTENSION,
          ENUM,
          COMPOSITE_TYPE,
          RANGE_TYPE,
          SEQUENCE,
          COLUMN,
          CONSTRAINT,
          INDEX,
          FUNCTION,
          PROCEDURE,
          AGGREGATE,
          TRIGGER,
          RULE,
          POLICY ->
          false;
    };
  }

  /** For sentences: {@code materialized view}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
