package dev.skein.contracts.report;

import dev.skein.contracts.id.AttemptId;
import dev.skein.contracts.id.Epoch;
import dev.skein.contracts.id.RolloutId;
import dev.skein.contracts.id.ShardId;
import dev.skein.contracts.id.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * Which attempt a report is about; repeats the command's own ids.
 *
 * @param rollout null for a command that no rollout asked for
 */
public record AttemptRef(
    @Nullable RolloutId rollout, TenantId tenant, ShardId shard, AttemptId attempt, Epoch epoch) {}
