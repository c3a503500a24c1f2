package dev.skein.rollout.rules;

import dev.skein.rollout.state.Blocker;
import dev.skein.rollout.state.Cause;
import dev.skein.rollout.state.Forgiven;
import dev.skein.rollout.state.Group;
import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.TenantState;
import dev.skein.rollout.state.Toll;
import dev.skein.rollout.state.Wave;
import dev.skein.rollout.state.WaveState;

/** Keeps a rollout's numbers true when tenants move from one state to another. */
final class Ledger {
  private Ledger() {}

  /** One tenant moved; a success lets its wave go faster. */
  static Rollout moved(Rollout rollout, TenantSlot from, TenantSlot to) {
    if (from.alone().equals(to.alone())) {
      return rollout;
    }
    Rollout moved = arrived(left(rollout, from.alone(), to.state()), to.alone());
    boolean well =
        to.state().phase() == TenantState.Phase.WELL
            && from.state().phase() != TenantState.Phase.WELL;
    return well ? moved.with(moved.wave(to.wave()).credited()) : moved;
  }

  /** Tenants moved to a state that is not a failure. */
  static Rollout moved(Rollout rollout, Group from, TenantState to) {
    return left(rollout, from, to);
  }

  /** Tenants go back into the queue: their wave runs again, and slowly if it has begun. */
  static Rollout requeued(Rollout rollout, Group from) {
    Rollout moved = moved(rollout, from, TenantState.PENDING);
    return from.tenants() == 0 ? rollout : reopened(moved, from.wave());
  }

  /** A wave that came to its end has tenants to send again. */
  static Rollout reopened(Rollout rollout, int index) {
    Wave wave = rollout.wave(index);
    return wave.state() == WaveState.PENDING
        ? rollout
        : rollout.with(Progress.slowly(rollout.policy(), wave.with(WaveState.RUNNING)));
  }

  /** All that went wrong so far is let pass; limits count from here. */
  static Rollout forgiven(Rollout rollout) {
    Forgiven all =
        new Forgiven(
            rollout.wave(0).losses(),
            Limits.laterLosses(rollout),
            Limits.laterDone(rollout),
            rollout.tally().count(TenantState.UNKNOWN),
            rollout.toll().totals());
    Toll toll = rollout.toll();
    return rollout.with(toll.forgiving(_ -> all).with(toll.strays().lettingPass()));
  }

  private static Rollout left(Rollout rollout, Group from, TenantState to) {
    Wave wave = rollout.wave(from.wave());
    wave = wave.with(wave.tally().moved(from.state(), to, from.tenants()));
    wave = wave.counted(-aside(from), -errors(from));
    Toll toll = rollout.toll();
    Cause cause = from.cause();
    if (from.state().phase() == TenantState.Phase.FAILED) {
      toll = toll.forgiving(forgiven -> forgiven.without(from));
      if (cause != null && !cause.error()) {
        toll = toll.failed(cause.signature(), from.shard(), -from.tenants());
      }
    }
    return rollout.with(wave).with(toll);
  }

  /** The tally holds them already. */
  private static Rollout arrived(Rollout rollout, Group to) {
    Wave wave = rollout.wave(to.wave()).counted(aside(to), errors(to));
    Cause cause = to.cause();
    Toll toll = rollout.toll();
    if (to.state().phase() == TenantState.Phase.FAILED && cause != null && !cause.error()) {
      toll = toll.failed(cause.signature(), to.shard(), to.tenants());
    }
    return rollout.with(wave).with(toll);
  }

  private static int aside(Group group) {
    Blocker blocker = group.blocker();
    return blocker != null && !blocker.holdsWave() ? group.tenants() : 0;
  }

  /** UNKNOWN has a place of its own in the tally. */
  private static int errors(Group group) {
    Cause cause = group.cause();
    return cause != null
            && cause.error()
            && group.state().phase() == TenantState.Phase.FAILED
            && group.state() != TenantState.UNKNOWN
        ? group.tenants()
        : 0;
  }
}
