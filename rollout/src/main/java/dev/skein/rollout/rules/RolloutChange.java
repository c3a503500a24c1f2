package dev.skein.rollout.rules;

import dev.skein.rollout.state.RolloutState;

/** What changed in a rollout beside one tenant; told to workers and watchers. */
public sealed interface RolloutChange {
  record WavePassed(int wave) implements RolloutChange {}

  record WaveStarted(int wave) implements RolloutChange {}

  record Halted(String reason) implements RolloutChange {}

  record Paused(String reason) implements RolloutChange {}

  record Resumed() implements RolloutChange {}

  record Aborted(String reason) implements RolloutChange {}

  /**
   * @param state with or without exceptions
   */
  record Completed(RolloutState state) implements RolloutChange {}
}
