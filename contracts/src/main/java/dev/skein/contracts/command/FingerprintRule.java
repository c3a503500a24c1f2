package dev.skein.contracts.command;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a tenant's schema is digested before its first pending script and after the last one. */
public enum FingerprintRule {
  /** Both are reported with the result. */
  @JsonProperty("take")
  TAKE,
  /** Nothing is read. */
  @JsonProperty("off")
  OFF
}
