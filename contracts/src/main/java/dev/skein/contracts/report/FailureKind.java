package dev.skein.contracts.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a failure calls for. */
public enum FailureKind {
  /** Passes by itself: worth another attempt. */
  @JsonProperty("transient")
  TRANSIENT,
  /** The way to the tenant is wrong (password, database, grant): a person must act. */
  @JsonProperty("configuration")
  CONFIGURATION,
  /** The time limit ran out. */
  @JsonProperty("timeout")
  TIMEOUT,
  /** The script does not fit the tenant. */
  @JsonProperty("failure")
  FAILURE
}
