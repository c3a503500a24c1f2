package dev.skein.contracts.report;

import java.time.Duration;
import java.time.Instant;

/**
 * How an attempt ended.
 *
 * @param took from the start of the work; never negative, zero where none was started
 */
public record TenantMigrationResult(
    AttemptRef attempt, WorkerRef worker, Instant at, Outcome outcome, Duration took)
    implements MigrationReport {
  public TenantMigrationResult {
    if (took != null && took.isNegative()) {
      throw new IllegalArgumentException("expected a duration from zero but got " + took);
    }
  }
}
