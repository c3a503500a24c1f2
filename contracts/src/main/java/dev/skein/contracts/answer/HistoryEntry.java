package dev.skein.contracts.answer;

import org.jspecify.annotations.Nullable;

/**
 * A row of Flyway's history.
 *
 * @param version null for a repeatable script
 * @param script its path when it ran
 */
public record HistoryEntry(
    int rank,
    @Nullable String version,
    String description,
    String type,
    String script,
    @Nullable Integer checksum,
    boolean success) {}
