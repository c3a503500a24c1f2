package dev.skein.contracts.answer;

import dev.skein.contracts.id.BackfillName;

/**
 * How far a backfill has come on a tenant, over all runs.
 *
 * @param done whether nothing is left for it
 * @param batches that were committed
 * @param rows that they changed
 */
public record TenantBackfill(BackfillName name, boolean done, long batches, long rows) {}
