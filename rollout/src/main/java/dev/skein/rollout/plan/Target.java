package dev.skein.rollout.plan;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.id.ShardId;
import dev.skein.contracts.id.TenantId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tenant that a rollout aims at.
 *
 * @param version where it is known to stand, or null
 * @param labels copied
 */
public record Target(
    TenantId tenant, ShardId shard, @Nullable SchemaVersion version, Map<String, String> labels) {
  public Target {
    labels = Map.copyOf(labels);
  }

  /** Without labels. */
  public Target(TenantId tenant, ShardId shard, @Nullable SchemaVersion version) {
    this(tenant, shard, version, Map.of());
  }
}
