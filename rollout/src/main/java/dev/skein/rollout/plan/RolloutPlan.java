package dev.skein.rollout.plan;

import java.util.List;

/**
 * Who runs when.
 *
 * @param waves the canary first; copied
 * @param targetDigest {@code sha256:…} over the frozen set of tenants, shown at approval
 */
public record RolloutPlan(List<PlannedWave> waves, String targetDigest) {
  public RolloutPlan {
    waves = List.copyOf(waves);
  }
}
