package dev.skein.standalone.demo;

import dev.skein.contracts.id.ReleaseDigest;
import dev.skein.contracts.id.ShardId;
import dev.skein.contracts.id.TenantId;
import dev.skein.rollout.plan.RolloutPlanner;
import dev.skein.rollout.plan.Target;
import dev.skein.rollout.policy.PolicyFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The demo's size, its policy, and who breaks. */
record DemoPlan(int tenants, int shards, int fail, boolean keep) {
  private static final int USUAL_CANARY = 4;
  private static final int USUAL_LIMIT = 5;

  /** Of so many tenants, how many go first. */
  static int canary(int tenants) {
    return Math.min(USUAL_CANARY, tenants);
  }

  /** Broken tenants are meant to be seen, not to halt it. */
  String policy() {
    return """
    canary: {count: %1$d, failures: 1}
    waves:
      - percent: 100
    halt: {failures: %2$d, same-signature: {tenants: %2$d}}
    """
        .formatted(canary(tenants), Math.max(USUAL_LIMIT, fail + 1));
  }

  /** Tenants outside the canary, by the plan that the coordinator will make as well. */
  List<Integer> broken(ReleaseDigest release, DemoFleet fleet) {
    Map<TenantId, Integer> numbers = new HashMap<>();
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < tenants; i++) {
      TenantId id = new TenantId(DemoFleet.id(i));
      numbers.put(id, i);
      targets.add(new Target(id, new ShardId(fleet.shardOf(i)), null));
    }
    List<TenantId> last =
        RolloutPlanner.plan(release, PolicyFile.parse("policy", policy()), targets)
            .waves()
            .getLast()
            .tenants();
    return last.subList(last.size() - fail, last.size()).stream()
        .map(id -> Objects.requireNonNull(numbers.get(id)))
        .toList();
  }
}
