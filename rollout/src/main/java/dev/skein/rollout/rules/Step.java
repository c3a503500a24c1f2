package dev.skein.rollout.rules;

import dev.skein.rollout.state.Rollout;
import java.util.List;

/**
 * What an event made of a rollout and a tenant.
 *
 * @param changes in order; copied
 */
public record Step(Rollout rollout, TenantSlot tenant, List<RolloutChange> changes) {
  public Step {
    changes = List.copyOf(changes);
  }
}
