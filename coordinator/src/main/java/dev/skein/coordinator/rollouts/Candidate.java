package dev.skein.coordinator.rollouts;

import dev.skein.contracts.command.TenantTarget;
import dev.skein.contracts.id.AttemptId;
import dev.skein.contracts.id.Epoch;
import dev.skein.contracts.id.SchemaVersion;
import org.jspecify.annotations.Nullable;

/**
 * A tenant that is sent now.
 *
 * @param position in the wave, from 0
 * @param number of this attempt in its rollout, from 1
 * @param version where the tenant was last heard to stand, or null
 */
record Candidate(
    TenantTarget target,
    int wave,
    int position,
    AttemptId attempt,
    int number,
    Epoch epoch,
    @Nullable SchemaVersion version) {}
