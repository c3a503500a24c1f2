package dev.skein.engine;

import dev.skein.contracts.report.Outcome;

/** What came of looking at a tenant. */
public sealed interface Reading<T> {

  record Answered<T>(T answer) implements Reading<T> {}

  /**
   * The tenant could not be looked at, or is not the one that was asked for.
   *
   * @param outcome {@link Outcome.Failed} or {@link Outcome.Rejected}
   */
  record Unanswered<T>(Outcome outcome) implements Reading<T> {}
}
