package dev.skein.cli.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tenants whose failure is the same one.
 *
 * @param id for {@code retry --cluster}; null when the coordinator gave none
 * @param message without what differs from tenant to tenant
 * @param tenants how many stand there now
 * @param shards where they are
 * @param sample some of them
 */
public record FailureCluster(
    @Nullable String id,
    @Nullable String sqlState,
    @Nullable String script,
    @Nullable String message,
    String kind,
    int tenants,
    List<String> shards,
    List<String> sample,
    @Nullable Instant firstSeen,
    @Nullable Instant lastSeen) {
  public FailureCluster {
    kind = Absent.text(kind);
    shards = Absent.list(shards);
    sample = Absent.list(sample);
  }
}
