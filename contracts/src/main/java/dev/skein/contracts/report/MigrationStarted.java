package dev.skein.contracts.report;

import java.time.Instant;

/**
 * The engine is about to work over this server process.
 *
 * @param backendPid the PostgreSQL process that works for the attempt
 */
public record MigrationStarted(AttemptRef attempt, WorkerRef worker, Instant at, int backendPid)
    implements MigrationReport {}
