package dev.skein.rollout.cohort;

import dev.skein.contracts.catalog.Fingerprint;
import dev.skein.contracts.id.SchemaVersion;

/** What a tenant's schema was found to be, at the version that it had in that moment. */
public record Read(String tenant, SchemaVersion version, Fingerprint fingerprint) {}
