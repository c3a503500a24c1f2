package dev.skein.contracts.answer;

import dev.skein.contracts.catalog.Catalog;
import dev.skein.contracts.catalog.Fingerprint;
import dev.skein.contracts.id.SchemaVersion;
import org.jspecify.annotations.Nullable;

/**
 * What became of taking a tenant on at a version.
 *
 * @param version where the tenant stands now; null where it has no history
 * @param fingerprint of its schema as it was found; null where none was expected, or none was read
 * @param refusal why nothing was written; null where it was not refused
 * @param catalog what the fingerprint is of; told only where it is not the expected one
 */
public record TenantBaseline(
    int serverMajor,
    @Nullable SchemaVersion version,
    BaselineResult result,
    @Nullable Fingerprint fingerprint,
    @Nullable Refusal refusal,
    @Nullable Catalog catalog) {}
