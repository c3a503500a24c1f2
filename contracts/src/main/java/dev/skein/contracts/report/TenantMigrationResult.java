package dev.skein.contracts.report;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended.
 *
 * @param took from the start of the work; never negative, zero where none was started
 * @param backup what the shard's own command calls the backup that it took of the tenant before the
 *     first script, also where a script failed afterwards; null where none was taken
 * @param fingerprints null where they were not asked for
 */
public record TenantMigrationResult(
    AttemptRef attempt,
    WorkerRef worker,
    Instant at,
    Outcome outcome,
    Duration took,
    @Nullable String backup,
    @Nullable TenantFingerprints fingerprints)
    implements MigrationReport {
  public TenantMigrationResult {
    if (took != null && took.isNegative()) {
      throw new IllegalArgumentException("expected a duration from zero but got " + took);
    }
  }
}
