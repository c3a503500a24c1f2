package dev.skein.coordinator.registry;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tenant as the API shows it.
 *
 * @param version where it was last heard to stand, or null
 * @param release the name of the last release that it reached, or null
 * @param rollout the rollout that touched it last, or null
 */
public record TenantView(
    String id,
    String shard,
    String database,
    String schema,
    Map<String, String> labels,
    @Nullable String version,
    @Nullable String release,
    @Nullable String rollout,
    String status,
    Instant updatedAt) {}
