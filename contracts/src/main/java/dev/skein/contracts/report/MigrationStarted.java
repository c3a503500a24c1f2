package dev.skein.contracts.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The engine is about to work over this server process.
 *
 * @param backendPid the PostgreSQL process that works for the attempt
 * @param backendStart when that process started, by the server, so that a reused pid is told apart;
 *     null where the server does not say
 */
public record MigrationStarted(
    AttemptRef attempt,
    WorkerRef worker,
    Instant at,
    int backendPid,
    @Nullable Instant backendStart)
    implements MigrationReport {}
