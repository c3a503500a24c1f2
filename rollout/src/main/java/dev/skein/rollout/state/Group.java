package dev.skein.rollout.state;

import org.jspecify.annotations.Nullable;

/**
 * Tenants of one wave and shard that stand alike.
 *
 * @param cause of those that failed, else null
 * @param blocker of those that are blocked, else null
 * @param tenants how many, from 0
 */
public record Group(
    int wave,
    String shard,
    TenantState state,
    @Nullable Cause cause,
    @Nullable Blocker blocker,
    int tenants) {}
