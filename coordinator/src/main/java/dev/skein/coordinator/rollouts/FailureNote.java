package dev.skein.coordinator.rollouts;

import dev.skein.contracts.report.Outcome;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a failed attempt at its tenant: what failures are grouped by.
 *
 * @param kind of failure or rejection, in lower case
 */
record FailureNote(
    String kind,
    @Nullable String sqlState,
    @Nullable String script,
    @Nullable Integer line,
    String message) {
  /** Null for outcomes that are no failure. */
  static @Nullable FailureNote of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Applied _, Outcome.AlreadyCurrent _, Outcome.Returned _ -> null;
      case Outcome.Failed failed ->
          new FailureNote(
              lower(failed.failure()),
              failed.sqlState(),
              failed.script(),
              failed.line(),
              failed.message());
      case Outcome.Rejected rejected ->
          new FailureNote(lower(rejected.reason()), null, null, null, rejected.message());
      case Outcome.Unknown unknown ->
          new FailureNote("unknown", null, null, null, unknown.message());
    };
  }

  /** For an attempt whose worker is gone. */
  static FailureNote lost() {
    return new FailureNote(
        "lost", null, null, null, "the worker that had the attempt fell silent or was restarted");
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
