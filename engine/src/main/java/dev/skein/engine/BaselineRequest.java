package dev.skein.engine;

import dev.skein.contracts.catalog.Fingerprint;
import dev.skein.contracts.id.SchemaVersion;
import org.jspecify.annotations.Nullable;

/**
 * One try at taking a tenant on, which holds objects but no history.
 *
 * @param attempt whom, at which release, and how it is fenced
 * @param version where the tenant is said to stand
 * @param expected what its schema must be like first; null to trust whoever asks
 */
public record BaselineRequest(
    MigrationRequest attempt, SchemaVersion version, @Nullable Fingerprint expected) {}
