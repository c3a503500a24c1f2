package dev.skein.rollout.join;

import dev.skein.contracts.id.RolloutId;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.rollout.state.RolloutState;
import org.jspecify.annotations.Nullable;

/**
 * A rollout as a tenant meets it that fits what the rollout was aimed at: everybody, a shard, a
 * label, and not names.
 *
 * @param head the release's highest version, or null when it has no versions
 * @param had whether the tenant is among the frozen targets, or among those that caught up later
 */
public record Met(
    RolloutId rollout, RolloutState state, @Nullable SchemaVersion head, boolean had) {}
