package dev.skein.coordinator.rollouts;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.id.TenantId;
import dev.skein.rollout.plan.PlannedWave;
import dev.skein.rollout.plan.RolloutPlan;
import dev.skein.rollout.plan.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a rollout would do.
 *
 * @param release its digest
 * @param targetDigest over the tenants that it would freeze
 * @param blocked who could not be sent at this moment
 * @param drifted who is known to be odd at its version already
 */
record PlanView(
    String release,
    String targetDigest,
    int tenants,
    List<WaveView> waves,
    List<BlockedNow> blocked,
    Drifted drifted) {
  private static final int SAMPLE = 5;

  /**
   * By the last look at them; it is not held against the rollout.
   *
   * @param sample the first of them by name
   */
  record Drifted(int tenants, List<String> sample) {
    static Drifted of(List<String> tenants) {
      return new Drifted(tenants.size(), tenants.stream().limit(SAMPLE).toList());
    }
  }

  /**
   * @param shards tenants by shard
   * @param versions tenants by where they stand; {@code none} where nothing is known
   * @param sample the first of them
   */
  record WaveView(
      int index,
      int tenants,
      long bakeMillis,
      boolean approval,
      Map<String, Integer> shards,
      Map<String, Integer> versions,
      List<String> sample) {}

  static PlanView of(
      String release,
      RolloutPlan plan,
      List<Target> targets,
      List<BlockedNow> blocked,
      Drifted drifted) {
    Map<TenantId, Target> byTenant =
        targets.stream().collect(Collectors.toMap(Target::tenant, Function.identity()));
    List<WaveView> waves = new ArrayList<>();
    for (PlannedWave wave : plan.waves()) {
      List<Target> its =
          wave.tenants().stream().flatMap(id -> Stream.ofNullable(byTenant.get(id))).toList();
      waves.add(
          new WaveView(
              waves.size(),
              wave.size(),
              wave.bake().toMillis(),
              wave.approval(),
              count(its, target -> target.shard().value()),
              count(its, PlanView::version),
              wave.tenants().stream().limit(SAMPLE).map(TenantId::value).toList()));
    }
    return new PlanView(release, plan.targetDigest(), targets.size(), waves, blocked, drifted);
  }

  private static String version(Target target) {
    SchemaVersion version = target.version();
    return version == null ? "none" : version.value();
  }

  private static Map<String, Integer> count(List<Target> targets, Function<Target, String> by) {
    Map<String, Integer> counts = new TreeMap<>();
    targets.forEach(target -> counts.merge(by.apply(target), 1, Integer::sum));
    return counts;
  }
}
