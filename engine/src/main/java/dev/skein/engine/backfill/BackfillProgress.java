package dev.skein.engine.backfill;

import dev.skein.contracts.id.BackfillName;

/**
 * How far a backfill has come on a tenant, over all runs; what the tenant's own row says.
 *
 * @param done whether nothing is left for it
 * @param batches that were committed
 * @param rows that they changed
 * @param batchSize rows that the next batch asks for
 */
public record BackfillProgress(
    BackfillName name, boolean done, long batches, long rows, int batchSize) {}
