package dev.skein.rollout.state;

/**
 * A part of a rollout that runs together; wave 0 is the canary.
 *
 * @param index from 0
 * @param allowance tenants that may be in flight at once while the wave starts slowly
 * @param credit successes since the allowance last grew
 */
public record Wave(int index, WaveState state, Tally tally, int allowance, int credit) {
  public Wave with(WaveState next) {
    return new Wave(index, next, tally, allowance, credit);
  }

  public Wave with(Tally next) {
    return new Wave(index, state, next, allowance, credit);
  }

  /** One more success: the allowance doubles when as many came since it last did. */
  public Wave credited() {
    int earned = credit + 1;
    return earned >= allowance
        ? new Wave(index, state, tally, Math.min(allowance * 2, MOST), 0)
        : new Wave(index, state, tally, allowance, earned);
  }

  /** Beyond this the shards' windows are what limits. */
  private static final int MOST = 1 << 24;
}
