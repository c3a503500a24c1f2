package dev.skein.contracts.event;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a worker does with an attempt of the rollout that it has not started. */
public enum RolloutSignal {
  /** Hand it back: something broke. */
  @JsonProperty("halted")
  HALTED,
  /** Hand it back: a person asked. */
  @JsonProperty("paused")
  PAUSED,
  /** Start it. */
  @JsonProperty("resumed")
  RESUMED
}
