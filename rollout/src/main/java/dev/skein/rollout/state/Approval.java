package dev.skein.rollout.state;

/** Whether a person must say that a wave may start. */
public enum Approval {
  NOT_NEEDED,
  NEEDED,
  /** Everything before it has passed: only the person is missing. */
  AWAITED,
  GIVEN
}
