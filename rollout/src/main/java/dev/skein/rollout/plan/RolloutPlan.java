package dev.skein.rollout.plan;

import dev.skein.contracts.id.TenantId;
import java.util.List;

/**
 * Who runs when.
 *
 * @param waves each with its tenants in the order in which they are sent; none is empty; copied
 * @param targetDigest {@code sha256:…} over the frozen set of tenants, shown at approval
 */
public record RolloutPlan(List<List<TenantId>> waves, String targetDigest) {
  public RolloutPlan {
    waves = waves.stream().map(List::copyOf).toList();
  }
}
