package dev.skein.coordinator.audit;

import java.time.Instant;

/**
 * A line of the audit trail.
 *
 * @param id ever increasing
 * @param outcome {@code done} with what changed, or why it was refused
 * @param refused whether nothing was done
 */
public record AuditEntry(
    long id,
    Instant at,
    String who,
    String verb,
    String subject,
    String reason,
    String outcome,
    boolean refused) {}
