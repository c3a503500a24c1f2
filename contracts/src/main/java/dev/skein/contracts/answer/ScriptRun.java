package dev.skein.contracts.answer;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a script is brought into a tenant. */
public enum ScriptRun {
  /** In a transaction, by the engine itself. */
  @JsonProperty("transaction")
  TRANSACTION,
  /** In a transaction, by Flyway: COPY data, or transaction control of its own. */
  @JsonProperty("flyway")
  FLYWAY,
  /** Outside a transaction, so that it can fail half-way. */
  @JsonProperty("outside")
  OUTSIDE,
  /** Not at all: it is recorded as skipped, since a compensation takes back what never ran. */
  @JsonProperty("skipped")
  SKIPPED,
  /** Not known: it names a placeholder that nobody gave. */
  @JsonProperty("unreadable")
  UNREADABLE
}
