package dev.skein.contracts.command;

/**
 * Take over the history that another tool left in the tenant.
 *
 * @param source which tool ({@code prisma})
 */
public record AdoptTenant(
    TenantTarget target, AttemptOrder order, ReleaseOrder release, String source)
    implements TenantCommand {}
