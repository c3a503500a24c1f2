package dev.skein.rollout.plan;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.id.ShardId;
import dev.skein.contracts.id.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * A tenant that a rollout aims at.
 *
 * @param version where it is known to stand, or null
 */
public record Target(TenantId tenant, ShardId shard, @Nullable SchemaVersion version) {}
