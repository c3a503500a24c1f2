package dev.skein.cli.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tenants that failed for the same cause.
 *
 * @param tenants how many
 * @param sample some of them
 */
public record FailureGroup(
    @Nullable String sqlState,
    @Nullable String script,
    @Nullable String message,
    String kind,
    int tenants,
    List<String> sample,
    @Nullable Instant firstSeen,
    @Nullable Instant lastSeen) {
  public FailureGroup {
    kind = Absent.text(kind);
    sample = Absent.list(sample);
  }
}
