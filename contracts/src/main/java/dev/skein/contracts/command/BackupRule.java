package dev.skein.contracts.command;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a tenant is backed up, by its shard's own command, before its first pending script. */
public enum BackupRule {
  /** Without a backup nothing is applied. */
  @JsonProperty("required")
  REQUIRED,
  /** None is taken. */
  @JsonProperty("off")
  OFF
}
