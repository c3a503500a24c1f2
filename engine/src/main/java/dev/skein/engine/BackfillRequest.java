package dev.skein.engine;

import dev.skein.contracts.id.BackfillName;

/**
 * One run of one backfill on one tenant.
 *
 * @param attempt whom, by which release, how it is fenced, and after how long the run ends between
 *     two batches, to go on in another one
 * @param name one of the release's own; another is an {@link IllegalArgumentException} of the run
 */
public record BackfillRequest(MigrationRequest attempt, BackfillName name) {}
