package dev.skein.coordinator.fingerprints;

import dev.skein.contracts.catalog.Fingerprint;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.id.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt that has ended says of its tenant's schema.
 *
 * @param through whether the release is in
 * @param from where the tenant stood before the attempt; null for a fresh one, or unseen
 * @param before null where nobody saw it
 * @param to where it stands now, when it is through
 * @param after null where it is not through, or could not be read
 */
public record Taken(
    TenantId tenant,
    boolean through,
    @Nullable SchemaVersion from,
    @Nullable Fingerprint before,
    @Nullable SchemaVersion to,
    @Nullable Fingerprint after) {}
