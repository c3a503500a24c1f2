package dev.skein.contracts.report;

import java.time.Instant;

/** The worker has the command in its queue; from here on its heartbeats answer for it. */
public record MigrationAccepted(AttemptRef attempt, WorkerRef worker, Instant at)
    implements MigrationReport {}
