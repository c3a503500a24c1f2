package dev.skein.rollout.plan;

import dev.skein.contracts.id.TenantId;
import java.time.Duration;
import java.util.List;

/**
 * A wave before it runs.
 *
 * @param tenants in the order in which they are sent; at least one; copied
 * @param bake how long it is watched after its last tenant
 * @param approval whether a person must approve before it starts
 */
public record PlannedWave(List<TenantId> tenants, Duration bake, boolean approval) {
  public PlannedWave {
    tenants = List.copyOf(tenants);
    if (tenants.isEmpty()) {
      throw new IllegalArgumentException("expected a wave with a tenant but got none");
    }
  }

  public int size() {
    return tenants.size();
  }
}
