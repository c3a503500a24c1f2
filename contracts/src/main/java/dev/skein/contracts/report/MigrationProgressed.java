package dev.skein.contracts.report;

import java.time.Instant;

/**
 * How far a long attempt is.
 *
 * @param script the script that just ended or runs
 * @param done scripts that are through
 * @param total scripts that were pending when the attempt started
 */
public record MigrationProgressed(
    AttemptRef attempt, WorkerRef worker, Instant at, String script, int done, int total)
    implements MigrationReport {}
