package dev.skein.rollout.plan;

import dev.skein.contracts.id.TenantId;
import dev.skein.rollout.policy.RolloutPolicy;
import dev.skein.rollout.policy.WaveShare;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts the order of tenants where the waves reach. A wave that is already reached falls away, but
 * never what was asked of it: its bake is held by the wave before, its approval by the next one.
 */
final class WaveCuts {
  private WaveCuts() {}

  static List<PlannedWave> cut(RolloutPolicy policy, int canary, List<TenantId> order) {
    List<PlannedWave> waves = new ArrayList<>();
    waves.add(new PlannedWave(order.subList(0, canary), policy.canary().bake(), false));
    int from = canary;
    boolean approval = false;
    for (WaveShare share : policy.waves()) {
      int end = share.of(order.size());
      approval |= share.approval();
      if (end > from) {
        waves.add(new PlannedWave(order.subList(from, end), share.bake(), approval));
        from = end;
        approval = false;
      } else {
        waves.add(baking(waves.removeLast(), share.bake()));
      }
    }
    return waves;
  }

  private static PlannedWave baking(PlannedWave wave, Duration bake) {
    return bake.compareTo(wave.bake()) > 0
        ? new PlannedWave(wave.tenants(), bake, wave.approval())
        : wave;
  }
}
