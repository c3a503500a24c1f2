package dev.skein.coordinator.releases;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A release as the API shows it.
 *
 * @param head its highest version, or null for a release of repeatables only
 * @param bytes the archive's length
 */
public record ReleaseView(
    String digest,
    String name,
    @Nullable String head,
    int scripts,
    long bytes,
    Instant publishedAt) {}
