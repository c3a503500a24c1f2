package dev.skein.rollout.cohort;

import dev.skein.contracts.catalog.Fingerprint;
import dev.skein.contracts.id.SchemaVersion;
import org.jspecify.annotations.Nullable;

/**
 * Tenants that a rollout brought from one schema to another, alike at both ends.
 *
 * @param from where they stood before; null for fresh tenants, and where nobody saw it
 * @param before what they were then; null where nobody saw it
 * @param to where they stand now; null where only repeatables were ever applied
 * @param tenants how many, from 1
 * @param first the first of them by name, which stands for all
 */
public record Passage(
    @Nullable SchemaVersion from,
    @Nullable Fingerprint before,
    @Nullable SchemaVersion to,
    Fingerprint after,
    int tenants,
    String first) {}
