package dev.skein.cli.client;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tenant as the coordinator knows it.
 *
 * @param version where it was last heard to stand, or null
 * @param release the name of the last release that it reached, or null
 * @param rollout the rollout that touched it last, or null
 * @param windows in any of which it may be changed; empty for always
 * @param pin the version that it must not go above, or null
 * @param quarantined why it is out of all rollouts; null when it is not
 * @param behind why it is not brought up yet to what the tenants that it joined have; null when it
 *     is
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
    @Nullable Instant updatedAt,
    List<String> windows,
    @Nullable String pin,
    @Nullable String quarantined,
    @Nullable String behind) {
  public TenantInfo {
    id = Absent.text(id);
    shard = Absent.text(shard);
    database = Absent.text(database);
    schema = Absent.text(schema);
    labels = Absent.map(labels);
    status = Absent.text(status);
    windows = Absent.list(windows);
  }
}
