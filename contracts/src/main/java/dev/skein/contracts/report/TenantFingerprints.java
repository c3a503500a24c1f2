package dev.skein.contracts.report;

import dev.skein.contracts.catalog.Fingerprint;
import dev.skein.contracts.id.SchemaVersion;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant's schema was before an attempt's first script, and what it was afterwards.
 *
 * @param version where the tenant stood before; null for a fresh tenant, or without {@code before}
 * @param before null where nothing was pending, or where it could not be read
 * @param after null where the release did not come in, or where it could not be read
 */
public record TenantFingerprints(
    @Nullable SchemaVersion version, @Nullable Fingerprint before, @Nullable Fingerprint after) {}
