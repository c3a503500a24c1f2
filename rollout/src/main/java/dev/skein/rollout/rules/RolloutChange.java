package dev.skein.rollout.rules;

import dev.skein.rollout.state.RolloutState;
import java.time.Instant;

/** What changed in a rollout beside one tenant; told to workers and watchers. */
public sealed interface RolloutChange {
  /** Its tenants are through; it is watched until then. */
  record WaveBakes(int wave, Instant until) implements RolloutChange {}

  record WavePassed(int wave) implements RolloutChange {}

  record WaveStarted(int wave) implements RolloutChange {}

  /**
   * Everything before the wave has passed: a person must let it start. Of wave 0: a person must
   * approve the plan.
   */
  record ApprovalNeeded(int wave) implements RolloutChange {}

  /** Nothing more is sent to a shard where attempt after attempt ends without a verdict. */
  record ShardTripped(String shard, int errors) implements RolloutChange {}

  record Halted(String reason) implements RolloutChange {}

  record Paused(String reason) implements RolloutChange {}

  record Resumed() implements RolloutChange {}

  /** By a person, or since another rollout took the tenants over. */
  record Aborted(String reason) implements RolloutChange {}

  /**
   * @param state with or without exceptions
   */
  record Completed(RolloutState state) implements RolloutChange {}

  /**
   * @param by the rollout that takes it back
   */
  record RollbackStarted(String by) implements RolloutChange {}

  /** It is not taken back yet, and waits for a person. */
  record RollbackStuck(String reason) implements RolloutChange {}

  /** Everybody is where they were before, or a person takes the fleet as it is. */
  record RolledBack(String reason) implements RolloutChange {}
}
