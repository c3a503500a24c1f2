package dev.skein.coordinator.rollouts;

import dev.skein.contracts.id.AttemptId;
import dev.skein.contracts.id.TenantId;
import dev.skein.rollout.rules.TenantSlot;
import org.jspecify.annotations.Nullable;

/**
 * A tenant of a rollout as it is stored.
 *
 * @param attempt the last attempt, or null before the first
 * @param failure how that attempt failed, or null
 */
record SlotRow(
    TenantId tenant, TenantSlot slot, @Nullable AttemptId attempt, @Nullable FailureNote failure) {
  SlotRow with(TenantSlot next, @Nullable FailureNote note) {
    return new SlotRow(tenant, next, attempt, note);
  }
}
