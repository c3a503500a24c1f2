package dev.skein.coordinator.drift;

import dev.skein.contracts.catalog.Fingerprint;
import dev.skein.contracts.id.SchemaVersion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one tenant's schema was last found to be.
 *
 * @param version at which it was
 * @param drift the look that saw it, while that is kept
 * @param like the tenant that it is held against; null where it was not found odd
 * @param odd how it differs; null where it was not found odd
 */
record TenantDrift(
    String tenant,
    SchemaVersion version,
    Fingerprint fingerprint,
    Instant seenAt,
    @Nullable String drift,
    @Nullable String like,
    DriftReport.@Nullable Odd odd) {

  static TenantDrift of(FingerprintRows.Seen seen, @Nullable DriftReport report) {
    if (report != null) {
      for (DriftReport.Cohort cohort : report.cohorts()) {
        for (DriftReport.Odd odd : cohort.odd()) {
          if (odd.tenants().contains(seen.tenant())) {
            return of(seen, cohort.like(), odd);
          }
        }
      }
    }
    return of(seen, null, null);
  }

  private static TenantDrift of(
      FingerprintRows.Seen seen, @Nullable String like, DriftReport.@Nullable Odd odd) {
    return new TenantDrift(
        seen.tenant(), seen.version(), seen.fingerprint(), seen.seenAt(), seen.drift(), like, odd);
  }
}
