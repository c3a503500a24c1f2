package dev.skein.coordinator.rollouts;

import dev.skein.contracts.id.AttemptId;
import dev.skein.contracts.id.TenantId;
import dev.skein.contracts.report.TenantFingerprints;
import dev.skein.rollout.rules.AttemptEvent;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a tenant of a rollout.
 *
 * @param attempt which attempt it is about: news of any but the last one is passed over; null for
 *     what concerns no attempt
 * @param fingerprints what the attempt says of the tenant's schema; null where it says nothing
 */
public record TenantEvent(
    TenantId tenant,
    @Nullable AttemptId attempt,
    AttemptEvent event,
    @Nullable TenantFingerprints fingerprints) {
  /** One that says nothing of a schema. */
  public TenantEvent(TenantId tenant, @Nullable AttemptId attempt, AttemptEvent event) {
    this(tenant, attempt, event, null);
  }
}
