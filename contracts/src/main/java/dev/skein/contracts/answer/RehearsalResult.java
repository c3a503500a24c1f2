package dev.skein.contracts.answer;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a script came through a rehearsal. */
public enum RehearsalResult {
  @JsonProperty("ran")
  RAN,
  @JsonProperty("failed")
  FAILED,
  /** It cannot be taken back, so it was not run. */
  @JsonProperty("skipped")
  SKIPPED,
  /** A script before it failed. */
  @JsonProperty("not-reached")
  NOT_REACHED
}
