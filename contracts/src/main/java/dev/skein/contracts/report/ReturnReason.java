package dev.skein.contracts.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a worker gave an attempt back. */
public enum ReturnReason {
  @JsonProperty("halted")
  HALTED,
  @JsonProperty("paused")
  PAUSED,
  @JsonProperty("draining")
  DRAINING
}
