package dev.skein.rollout.rules;

import dev.skein.rollout.state.Group;
import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.TenantState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What people ask for some tenants of a rollout. Tenants are given as counts of those that stand
 * alike, so that the work is the same for one and for a hundred thousand. Nobody: nothing changes.
 */
public final class TenantVerbs {
  private TenantVerbs() {}

  /**
   * Sends failed tenants again, each in its own wave, and goes on.
   *
   * @param failed in states of phase FAILED
   */
  public static Verdict retry(Rollout rollout, List<Group> failed, Instant now) {
    return switch (rollout.state()) {
      case RUNNING, PAUSED -> requeue(rollout, failed, now);
      case HALTED, COMPLETED_WITH_EXCEPTIONS, COMPLETED -> {
        Rollout requeued = requeued(rollout, failed);
        yield requeued.equals(rollout)
            ? RolloutVerbs.unchanged(rollout)
            : RolloutVerbs.goOn(requeued, now);
      }
      case PLANNED, APPROVED, ABORTED, COMPENSATING, COMPENSATED ->
          RolloutVerbs.refused("a rollout that ran and was not aborted", "retry", rollout);
    };
  }

  /**
   * Takes quarantined tenants in again, each in its own wave.
   *
   * @param quarantined in state QUARANTINED
   */
  public static Verdict release(Rollout rollout, List<Group> quarantined, Instant now) {
    return switch (rollout.state()) {
      case PLANNED, APPROVED, RUNNING, PAUSED, HALTED -> requeue(rollout, quarantined, now);
      case COMPLETED_WITH_EXCEPTIONS -> {
        Rollout requeued = requeued(rollout, quarantined);
        yield requeued.equals(rollout)
            ? RolloutVerbs.unchanged(rollout)
            : RolloutVerbs.goOn(requeued, now);
      }
      case ABORTED, COMPLETED, COMPENSATING, COMPENSATED ->
          RolloutVerbs.refused("a rollout with exceptions", "release", rollout);
    };
  }

  /**
   * Leaves tenants out for good.
   *
   * @param tenants in states of phase QUEUED or FAILED
   */
  public static Verdict skip(Rollout rollout, List<Group> tenants, Instant now) {
    return takeOut(rollout, tenants, TenantState.SKIPPED, "skip", now);
  }

  /**
   * Leaves tenants out until they are released.
   *
   * @param tenants in states of phase QUEUED or FAILED
   */
  public static Verdict quarantine(Rollout rollout, List<Group> tenants, Instant now) {
    return takeOut(rollout, tenants, TenantState.QUARANTINED, "quarantine", now);
  }

  private static Verdict takeOut(
      Rollout rollout, List<Group> tenants, TenantState to, String verb, Instant now) {
    return switch (rollout.state()) {
      case PLANNED, APPROVED, RUNNING, PAUSED, HALTED, COMPLETED_WITH_EXCEPTIONS -> {
        Rollout moved = rollout;
        for (Group group : tenants) {
          moved = Ledger.moved(moved, group, to);
        }
        yield advanced(moved, now);
      }
      case ABORTED, COMPLETED, COMPENSATING, COMPENSATED ->
          RolloutVerbs.refused("a rollout that has not ended", verb, rollout);
    };
  }

  private static Verdict requeue(Rollout rollout, List<Group> tenants, Instant now) {
    return advanced(requeued(rollout, tenants), now);
  }

  private static Rollout requeued(Rollout rollout, List<Group> tenants) {
    Rollout moved = rollout;
    for (Group group : tenants) {
      moved = Ledger.requeued(moved, group);
    }
    return moved;
  }

  private static Verdict advanced(Rollout rollout, Instant now) {
    List<RolloutChange> changes = new ArrayList<>();
    return rollout.state() == RolloutState.RUNNING
        ? new Verdict.Done(Progress.advance(rollout, now, changes), changes)
        : RolloutVerbs.unchanged(rollout);
  }
}
