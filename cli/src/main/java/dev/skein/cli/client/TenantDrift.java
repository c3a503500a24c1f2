package dev.skein.cli.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one tenant's schema was last found to be.
 *
 * @param version at which it was
 * @param like the tenant that it is held against; null where it was not found odd
 * @param odd how it differs; null where it was not found odd
 */
public record TenantDrift(
    String version,
    String fingerprint,
    @Nullable Instant seenAt,
    @Nullable String like,
    DriftLook.@Nullable Odd odd) {
  public TenantDrift {
    version = Absent.text(version);
    fingerprint = Absent.text(fingerprint);
  }
}
