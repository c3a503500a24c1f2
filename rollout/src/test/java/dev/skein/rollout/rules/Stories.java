package dev.skein.rollout.rules;

import dev.skein.contracts.command.BackupRule;
import dev.skein.contracts.id.TenantId;
import dev.skein.contracts.report.Outcome;
import dev.skein.rollout.plan.PlannedWave;
import dev.skein.rollout.policy.Canary;
import dev.skein.rollout.policy.FingerprintCheck;
import dev.skein.rollout.policy.HaltLimits;
import dev.skein.rollout.policy.RetryPolicy;
import dev.skein.rollout.policy.RolloutPolicy;
import dev.skein.rollout.policy.ShardLimits;
import dev.skein.rollout.policy.WaveShare;
import dev.skein.rollout.state.Wave;
import dev.skein.rollout.state.WaveState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Small fleets for examples; tenants are numbered over all waves, from 0. */
final class Stories {
  /** Canary failures 1, later failures 3, two attempts. */
  static final RolloutPolicy POLICY = policy(1, 3, 2);

  private Stories() {}

  /** Scripts may fail in one way as often as they like. */
  static RolloutPolicy policy(int canary, int later, int attempts) {
    return new RolloutPolicy(
        new Canary(Set.of(), Map.of(), 1, 0, Duration.ZERO, canary, 1000),
        List.of(new WaveShare(50), new WaveShare(100)),
        new HaltLimits(later),
        new RetryPolicy(attempts, Duration.ofSeconds(1), Duration.ofSeconds(1)),
        0);
  }

  static RolloutPolicy with(RolloutPolicy policy, HaltLimits halt) {
    return new RolloutPolicy(
        policy.canary(),
        policy.waves(),
        halt,
        policy.retry(),
        policy.perShard(),
        policy.deadline(),
        policy.fingerprint(),
        BackupRule.OFF);
  }

  static RolloutPolicy with(RolloutPolicy policy, Canary canary) {
    return new RolloutPolicy(
        canary,
        policy.waves(),
        policy.halt(),
        policy.retry(),
        policy.perShard(),
        policy.deadline(),
        policy.fingerprint(),
        BackupRule.OFF);
  }

  static RolloutPolicy withErrors(RolloutPolicy policy, int errors) {
    return new RolloutPolicy(
        policy.canary(),
        policy.waves(),
        policy.halt(),
        policy.retry(),
        new ShardLimits(0, errors),
        null,
        FingerprintCheck.standard(),
        BackupRule.OFF);
  }

  static RolloutPolicy until(RolloutPolicy policy, Duration deadline) {
    return new RolloutPolicy(
        policy.canary(),
        policy.waves(),
        policy.halt(),
        policy.retry(),
        policy.perShard(),
        deadline,
        policy.fingerprint(),
        BackupRule.OFF);
  }

  /** All on one shard of 100 places, without bakes or approvals. */
  static FleetModel fleet(RolloutPolicy policy, int... sizes) {
    return fleet(policy, 1, UnaryOperator.identity(), sizes);
  }

  /** Dealt out to the shards in turn. */
  static FleetModel fleet(
      RolloutPolicy policy, int shards, UnaryOperator<PlannedWave> waves, int... sizes) {
    List<PlannedWave> plan = new ArrayList<>();
    List<FleetRow> rows = new ArrayList<>();
    for (int size : sizes) {
      int wave = plan.size();
      PlannedWave planned = plan(size);
      plan.add(wave == 0 ? planned : waves.apply(planned));
      for (int i = 0; i < size; i++) {
        rows.add(new FleetRow(wave, rows.size() % shards));
      }
    }
    int[] concurrency = Collections.nCopies(shards, 100).stream().mapToInt(x -> x).toArray();
    FleetModel fleet = new FleetModel(policy, plan, rows, concurrency);
    fleet.tick(Duration.ZERO);
    return fleet;
  }

  static PlannedWave plan(int tenants) {
    return new PlannedWave(Collections.nCopies(tenants, new TenantId("any")), Duration.ZERO, false);
  }

  static void end(FleetModel fleet, Outcome outcome, int... tenants) {
    for (int tenant : tenants) {
      event(fleet, tenant, new AttemptEvent.Ended(outcome, 1));
    }
  }

  static void event(FleetModel fleet, int tenant, AttemptEvent event) {
    fleet.on(List.of(new FleetModel.News(tenant, fleet.attempt(tenant), event)));
  }

  static List<WaveState> waves(FleetModel fleet) {
    return fleet.rollout().waves().stream().map(Wave::state).toList();
  }
}
