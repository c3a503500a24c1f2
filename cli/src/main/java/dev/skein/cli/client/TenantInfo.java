package dev.skein.cli.client;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tenant as the coordinator knows it.
 *
 * @param version where it was last heard to stand, or null
 * @param release the name of the last release that it reached, or null
 * @param rollout the rollout that touched it last, or null
 */
public record TenantInfo(
    String id,
    String shard,
    String database,
    String schema,
    Map<String, String> labels,
    @Nullable String version,
    @Nullable String release,
    @Nullable String rollout,
    String status,
    @Nullable Instant updatedAt) {
  public TenantInfo {
    id = Absent.text(id);
    shard = Absent.text(shard);
    database = Absent.text(database);
    schema = Absent.text(schema);
    labels = Absent.map(labels);
    status = Absent.text(status);
  }
}
