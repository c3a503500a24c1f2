package dev.skein.contracts.command;

import dev.skein.contracts.id.BackfillName;

/**
 * Run one of the release's backfills until nothing is left for it, or until the time limit: then
 * the answer says how far it came, and another command goes on from there.
 *
 * @param backfill one of the release's own
 */
public record BackfillTenant(
    TenantTarget target, AttemptOrder order, ReleaseOrder release, BackfillName backfill)
    implements TenantCommand {}
