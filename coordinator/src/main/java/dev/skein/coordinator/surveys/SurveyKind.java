package dev.skein.coordinator.surveys;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What is asked. */
enum SurveyKind {
  @JsonProperty("plan")
  PLAN,
  @JsonProperty("rehearse")
  REHEARSE,
  @JsonProperty("inspect")
  INSPECT,
  /** Not asked as the others are, since it writes: see {@link BaselineStarter}. */
  @JsonProperty("baseline")
  BASELINE;

  /** As the store and the API have it. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static SurveyKind of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  boolean needsRelease() {
    return this != INSPECT;
  }
}
