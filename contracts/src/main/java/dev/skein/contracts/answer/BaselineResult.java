package dev.skein.contracts.answer;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What became of a baseline. */
public enum BaselineResult {
  /** It was written now. */
  @JsonProperty("baselined")
  BASELINED,
  /** It was there already, at the same version. */
  @JsonProperty("already")
  ALREADY,
  /** Nothing was written. */
  @JsonProperty("refused")
  REFUSED
}
