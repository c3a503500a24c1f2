package dev.skein.contracts.report;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.skein.contracts.id.Epoch;
import dev.skein.contracts.id.SchemaVersion;
import org.jspecify.annotations.Nullable;

/** How an attempt ended; every case is judged by the rollout's rules. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Outcome.Applied.class, name = "applied"),
  @JsonSubTypes.Type(value = Outcome.AlreadyCurrent.class, name = "already-current"),
  @JsonSubTypes.Type(value = Outcome.Failed.class, name = "failed"),
  @JsonSubTypes.Type(value = Outcome.Rejected.class, name = "rejected"),
  @JsonSubTypes.Type(value = Outcome.Returned.class, name = "returned"),
  @JsonSubTypes.Type(value = Outcome.Unknown.class, name = "unknown")
})
public sealed interface Outcome {
  /**
   * The release is in, and was verified.
   *
   * @param from version before, or null for a fresh tenant
   * @param to version after, or null for a release of repeatables only
   * @param scripts how many ran
   */
  record Applied(@Nullable SchemaVersion from, @Nullable SchemaVersion to, int scripts)
      implements Outcome {}

  /** Nothing was pending. */
  record AlreadyCurrent(@Nullable SchemaVersion version) implements Outcome {}

  /**
   * A script or the way to it failed.
   *
   * @param sqlState five characters, or null where no server answered
   * @param script the script's path, or null where none was running
   * @param line in that script, from 1, or null
   * @param constraint the constraint that was violated, or null
   * @param message the server's primary message without its detail, which may quote rows
   * @param reached the version that the tenant stands at now, or null where that is not known
   * @param partial whether the failed script may have left a part of its work behind
   */
  record Failed(
      FailureKind failure,
      @Nullable String sqlState,
      @Nullable String script,
      @Nullable Integer line,
      @Nullable String constraint,
      String message,
      @Nullable SchemaVersion reached,
      boolean partial)
      implements Outcome {}

  /**
   * The tenant or the command is not as it must be; nothing ran.
   *
   * @param message "expected … but …", and what to do next
   * @param fence the tenant's own epoch where the command came too late, else null
   */
  record Rejected(RejectionReason reason, String message, @Nullable Epoch fence)
      implements Outcome {}

  /** The worker gives the attempt back; nothing ran. */
  record Returned(ReturnReason reason) implements Outcome {}

  /** The connection was lost at COMMIT and the tenant could not be asked since. */
  record Unknown(String message) implements Outcome {}
}
