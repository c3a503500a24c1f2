package dev.skein.coordinator.rollouts;

import dev.skein.contracts.id.ReleaseDigest;
import dev.skein.contracts.id.ReleaseName;
import dev.skein.contracts.id.RolloutId;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.rollout.state.Rollout;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A rollout whose row this transaction holds. */
record LockedRollout(
    RolloutId id,
    ReleaseDigest release,
    ReleaseName releaseName,
    @Nullable SchemaVersion head,
    @Nullable String environment,
    Map<String, String> placeholders,
    Rollout rollout) {}
