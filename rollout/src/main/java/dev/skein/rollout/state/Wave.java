package dev.skein.rollout.state;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A part of a rollout that runs together; wave 0 is the canary.
 *
 * @param index from 0
 * @param allowance tenants that may be in flight at once while the wave starts slowly
 * @param credit successes since the allowance last grew
 * @param aside tenants that are frozen or pinned, which the wave does not wait for
 * @param errors tenants that failed without a verdict on the release
 * @param bake how long it is watched after its last tenant
 * @param approval whether a person must let it start
 * @param bakesUntil when the bake is over, or null before it began
 */
public record Wave(
    int index,
    WaveState state,
    Tally tally,
    int allowance,
    int credit,
    int aside,
    int errors,
    Duration bake,
    Approval approval,
    @Nullable Instant bakesUntil) {
  /** Beyond this the shards' windows are what limits. */
  private static final int MOST = 1 << 24;

  /** Without bake or approval; nobody aside, no errors. */
  public Wave(int index, WaveState state, Tally tally, int allowance, int credit) {
    this(index, state, tally, allowance, credit, 0, 0, Duration.ZERO, Approval.NOT_NEEDED, null);
  }

  public Wave with(WaveState next) {
    return new Wave(
        index, next, tally, allowance, credit, aside, errors, bake, approval, bakesUntil);
  }

  public Wave with(Tally next) {
    return new Wave(
        index, state, next, allowance, credit, aside, errors, bake, approval, bakesUntil);
  }

  public Wave with(Approval next) {
    return new Wave(index, state, tally, allowance, credit, aside, errors, bake, next, bakesUntil);
  }

  public Wave bakingUntil(Instant until) {
    return new Wave(
        index, WaveState.BAKING, tally, allowance, credit, aside, errors, bake, approval, until);
  }

  /** After tenants stepped aside or failed by error; back again when negative. */
  public Wave counted(int moreAside, int moreErrors) {
    return new Wave(
        index,
        state,
        tally,
        allowance,
        credit,
        aside + moreAside,
        errors + moreErrors,
        bake,
        approval,
        bakesUntil);
  }

  /** One more success: the allowance doubles when as many came since it last did. */
  public Wave credited() {
    int earned = credit + 1;
    return earned >= allowance
        ? allowing(Math.min(allowance * 2, MOST), 0)
        : allowing(allowance, earned);
  }

  /** Starts slowly again: what failed before may fail again. */
  public Wave slowly(int firstAllowance) {
    return allowing(firstAllowance, 0);
  }

  private Wave allowing(int nextAllowance, int nextCredit) {
    return new Wave(
        index, state, tally, nextAllowance, nextCredit, aside, errors, bake, approval, bakesUntil);
  }

  /** Whether it waits for nobody: each came to an end or stands aside, but not all aside. */
  public boolean through() {
    return tally.count(TenantState.Phase.IN_FLIGHT) == 0
        && tally.count(TenantState.Phase.QUEUED) == aside
        && (aside == 0 || shown());
  }

  /** Whether it shows anything of the release; the canary, that it fits somebody. */
  private boolean shown() {
    return index == 0 ? tally.count(TenantState.Phase.WELL) > 0 : tally.total() > aside;
  }

  public Losses losses() {
    int missing = tally.count(TenantState.UNKNOWN) + errors;
    return new Losses(tally.count(TenantState.Phase.FAILED) - missing, missing);
  }
}
