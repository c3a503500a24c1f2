package dev.skein.coordinator.rollouts;

import dev.skein.contracts.id.TenantId;

/**
 * A tenant's place in a plan.
 *
 * @param position in its wave, from 0
 */
record PlannedTenant(TenantId tenant, String shard, int wave, int position) {}
