package dev.skein.contracts.command;

/** Bring the tenant to the release: migrations, then repeatables and seeds. */
public record MigrateTenant(TenantTarget target, AttemptOrder order, ReleaseOrder release)
    implements TenantCommand {}
