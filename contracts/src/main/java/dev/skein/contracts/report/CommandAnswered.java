package dev.skein.contracts.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a reading command (plan, inspect, rehearse, discover) found.
 *
 * @param answer JSON text up to 256 KiB, or null where it went over HTTP by digest
 * @param answerDigest {@code sha256:…} of a larger answer, or null
 * @param answerBytes its length
 */
public record CommandAnswered(
    AttemptRef attempt,
    WorkerRef worker,
    Instant at,
    @Nullable String answer,
    @Nullable String answerDigest,
    long answerBytes)
    implements MigrationReport {}
