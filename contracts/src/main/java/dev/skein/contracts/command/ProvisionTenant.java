package dev.skein.contracts.command;

/** Make an empty tenant at the release: create what is missing, then migrate. */
public record ProvisionTenant(TenantTarget target, AttemptOrder order, ReleaseOrder release)
    implements TenantCommand {}
