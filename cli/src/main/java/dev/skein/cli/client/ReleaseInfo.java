package dev.skein.cli.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A release in the coordinator's store.
 *
 * @param digest {@code sha256:} and 64 hex digits
 * @param head its highest version, or null for a release of repeatables only
 * @param bytes the archive's length
 */
public record ReleaseInfo(
    String digest,
    String name,
    @Nullable String head,
    int scripts,
    long bytes,
    @Nullable Instant publishedAt) {
  public ReleaseInfo {
    digest = Absent.text(digest);
    name = Absent.text(name);
  }
}
