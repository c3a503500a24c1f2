package dev.skein.contracts.command;

import dev.skein.contracts.catalog.Fingerprint;
import dev.skein.contracts.id.SchemaVersion;
import org.jspecify.annotations.Nullable;

/**
 * Record that the tenant already stands at a version, without running anything.
 *
 * @param version what the tenant is declared to hold
 * @param fingerprint what its catalog must look like first, or null to trust the operator
 */
public record BaselineTenant(
    TenantTarget target,
    AttemptOrder order,
    ReleaseOrder release,
    SchemaVersion version,
    @Nullable Fingerprint fingerprint)
    implements TenantCommand {}
