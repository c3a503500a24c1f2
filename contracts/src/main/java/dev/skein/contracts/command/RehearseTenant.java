package dev.skein.contracts.command;

/**
 * Run what a migration would run in one transaction and take it back, and say what it took. Scripts
 * that cannot be taken back are left out.
 */
public record RehearseTenant(TenantTarget target, AttemptOrder order, ReleaseOrder release)
    implements TenantCommand {}
