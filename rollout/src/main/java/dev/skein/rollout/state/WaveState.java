package dev.skein.rollout.state;

/** {@code PENDING → RUNNING → BAKING → PASSED | FAILED | INCONCLUSIVE}. */
public enum WaveState {
  PENDING,
  RUNNING,
  /** All tenants are through; the wave is watched for its bake time. */
  BAKING,
  PASSED,
  FAILED,
  /** Evidence is missing: a person decides. */
  INCONCLUSIVE
}
