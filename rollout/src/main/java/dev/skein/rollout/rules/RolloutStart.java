package dev.skein.rollout.rules;

import dev.skein.rollout.plan.PlannedWave;
import dev.skein.rollout.policy.RolloutPolicy;
import dev.skein.rollout.state.Approval;
import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.Tally;
import dev.skein.rollout.state.TenantState;
import dev.skein.rollout.state.Terms;
import dev.skein.rollout.state.Wave;
import dev.skein.rollout.state.WaveState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How a plan becomes a rollout. */
public final class RolloutStart {
  private RolloutStart() {}

  /**
   * One that waits for a person's approval; nothing runs.
   *
   * @param shards that its tenants stand on, from 1
   */
  public static Rollout planned(RolloutPolicy policy, List<PlannedWave> plan, int shards) {
    List<Wave> waves = new ArrayList<>();
    for (int i = 0; i < plan.size(); i++) {
      PlannedWave wave = plan.get(i);
      waves.add(
          new Wave(
              i,
              WaveState.PENDING,
              Tally.of(TenantState.PENDING, wave.size()),
              2 * policy.failureBudget(i),
              0,
              0,
              0,
              wave.bake(),
              wave.approval() ? Approval.NEEDED : Approval.NOT_NEEDED,
              null));
    }
    return new Rollout(RolloutState.PLANNED, policy, 0, waves, "").with(Terms.of(shards));
  }

  /** One whose canary runs; nothing is sent yet. */
  public static Rollout started(
      RolloutPolicy policy, List<PlannedWave> plan, int shards, Instant now) {
    return begun(planned(policy, plan, shards).to(RolloutState.APPROVED, ""), now);
  }

  static Rollout begun(Rollout approved, Instant now) {
    Duration deadline = approved.policy().deadline();
    return approved
        .to(RolloutState.RUNNING, "")
        .with(approved.wave(0).with(WaveState.RUNNING))
        .with(approved.terms().until(deadline == null ? null : now.plus(deadline)));
  }
}
