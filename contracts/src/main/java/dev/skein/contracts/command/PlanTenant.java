package dev.skein.contracts.command;

/** Say what a migration would do or refuse, read-only and without locks. */
public record PlanTenant(TenantTarget target, AttemptOrder order, ReleaseOrder release)
    implements TenantCommand {}
