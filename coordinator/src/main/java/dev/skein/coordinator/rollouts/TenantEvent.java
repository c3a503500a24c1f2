package dev.skein.coordinator.rollouts;

import dev.skein.contracts.id.AttemptId;
import dev.skein.contracts.id.TenantId;
import dev.skein.rollout.rules.AttemptEvent;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a tenant of a rollout.
 *
 * @param attempt which attempt it is about: news of any but the last one is passed over; null for
 *     what concerns no attempt
 */
public record TenantEvent(TenantId tenant, @Nullable AttemptId attempt, AttemptEvent event) {}
