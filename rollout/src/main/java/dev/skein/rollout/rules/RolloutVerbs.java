package dev.skein.rollout.rules;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.Tally;
import dev.skein.rollout.state.TenantState;
import dev.skein.rollout.state.Wave;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people ask of a rollout. What the present state does not allow is refused, as a value. */
public final class RolloutVerbs {
  private RolloutVerbs() {}

  /** Starts one that was planned and approved. Again: nothing changes. */
  public static Verdict start(Rollout rollout, Instant now) {
    return switch (rollout.state()) {
      case RUNNING -> unchanged(rollout);
      case APPROVED ->
          new Verdict.Done(
              RolloutStart.begun(rollout, now), List.of(new RolloutChange.WaveStarted(0)));
      case PLANNED,
          PAUSED,
          HALTED,
          ABORTED,
          COMPLETED,
          COMPLETED_WITH_EXCEPTIONS,
          COMPENSATING,
          COMPENSATED ->
          refused("APPROVED", "start", rollout);
    };
  }

  /** Stops sending; what has started runs on. Again: nothing changes. */
  public static Verdict pause(Rollout rollout, String reason) {
    return switch (rollout.state()) {
      case PAUSED -> unchanged(rollout);
      case RUNNING ->
          new Verdict.Done(
              rollout.to(RolloutState.PAUSED, reason), List.of(new RolloutChange.Paused(reason)));
      case PLANNED,
          APPROVED,
          HALTED,
          ABORTED,
          COMPLETED,
          COMPLETED_WITH_EXCEPTIONS,
          COMPENSATING,
          COMPENSATED ->
          refused("RUNNING", "pause", rollout);
    };
  }

  /**
   * Goes on after a pause or a halt; after a halt, failures so far no longer count. In a rollout
   * that runs, shards that were paused alone are tried again.
   */
  public static Verdict resume(Rollout rollout, Instant now) {
    return switch (rollout.state()) {
      case RUNNING -> new Verdict.Done(rollout.with(rollout.toll().calm()), List.of());
      case PAUSED, HALTED -> goOn(rollout, now);
      case PLANNED,
          APPROVED,
          ABORTED,
          COMPLETED,
          COMPLETED_WITH_EXCEPTIONS,
          COMPENSATING,
          COMPENSATED ->
          refused("PAUSED or HALTED", "resume", rollout);
    };
  }

  /** Ends it; reverts nothing. Tenants that were not sent become CANCELLED. */
  public static Verdict abort(Rollout rollout, String reason) {
    return switch (rollout.state()) {
      case ABORTED -> unchanged(rollout);
      case PLANNED, APPROVED, RUNNING, PAUSED, HALTED -> stop(rollout, reason);
      case COMPLETED, COMPLETED_WITH_EXCEPTIONS, COMPENSATING, COMPENSATED ->
          refused("a rollout that has not ended", "abort", rollout);
    };
  }

  /**
   * As an abort, for another rollout's sake: tenants that were not sent become SKIPPED. Only a
   * release that goes further may do so, else tenants would be left behind what others have.
   *
   * @param head the highest version of this rollout's release, or null
   * @param newHead of the other's
   */
  public static Verdict supersede(
      Rollout rollout, String by, @Nullable SchemaVersion head, @Nullable SchemaVersion newHead) {
    if (rollout.state() == RolloutState.COMPENSATING) {
      // Nothing of it is left but what is under way.
      return unchanged(rollout);
    }
    if (newHead == null || (head != null && newHead.compareTo(head) <= 0)) {
      return new Verdict.Refused(
          "expected a release above version %s to supersede but it ends at %s"
              .formatted(head == null ? "none" : head, newHead == null ? "none" : newHead));
    }
    return switch (rollout.state()) {
      case PLANNED, APPROVED, RUNNING, PAUSED, HALTED ->
          stop(rollout.with(rollout.terms().superseded(by)), "superseded by " + by);
      case ABORTED -> unchanged(rollout);
      case COMPLETED, COMPLETED_WITH_EXCEPTIONS, COMPENSATING, COMPENSATED ->
          refused("a rollout that has not ended", "supersede", rollout);
    };
  }

  /** A person takes the fleet as it is: who was not sent is left out, and what failed stays so. */
  public static Verdict accept(Rollout rollout, String reason) {
    return switch (rollout.state()) {
      case ABORTED, COMPLETED_WITH_EXCEPTIONS ->
          new Verdict.Done(rollout.with(rollout.terms().accepting()), List.of());
      case HALTED -> {
        int inFlight = rollout.tally().count(TenantState.Phase.IN_FLIGHT);
        if (inFlight > 0) {
          yield new Verdict.Refused(
              "expected no attempt under way to accept but there are %d; wait for them"
                  .formatted(inFlight));
        }
        List<RolloutChange> changes = new ArrayList<>();
        Rollout accepted =
            unqueued(rollout, TenantState.SKIPPED)
                .with(rollout.terms().accepting())
                .to(RolloutState.COMPLETED_WITH_EXCEPTIONS, reason);
        changes.add(new RolloutChange.Completed(accepted.state()));
        yield new Verdict.Done(Progress.resolve(accepted, changes), changes);
      }
      case COMPENSATING ->
          new Verdict.Done(
              rollout.with(rollout.terms().accepting()).to(RolloutState.COMPENSATED, reason),
              List.of(new RolloutChange.RolledBack(reason)));
      case PLANNED, APPROVED, RUNNING, PAUSED, COMPLETED, COMPENSATED ->
          refused("HALTED, ABORTED, COMPENSATING or COMPLETED_WITH_EXCEPTIONS", "accept", rollout);
    };
  }

  /** What becomes of a tenant that was not sent when its rollout was stopped. */
  static TenantState unsent(Rollout rollout) {
    return rollout.terms().supersededBy() == null ? TenantState.CANCELLED : TenantState.SKIPPED;
  }

  private static Verdict stop(Rollout rollout, String reason) {
    return new Verdict.Done(
        unqueued(rollout, unsent(rollout)).to(RolloutState.ABORTED, reason),
        List.of(new RolloutChange.Aborted(reason)));
  }

  static Rollout unqueued(Rollout rollout, TenantState to) {
    Rollout moved = rollout;
    for (Wave wave : rollout.waves()) {
      Tally tally = wave.tally();
      for (TenantState state : TenantState.values()) {
        if (state.phase() == TenantState.Phase.QUEUED) {
          tally = tally.moved(state, to, wave.tally().count(state));
        }
      }
      moved = moved.with(wave.with(tally).counted(-wave.aside(), 0));
    }
    return moved;
  }

  static Verdict goOn(Rollout rollout, Instant now) {
    List<RolloutChange> changes = new ArrayList<>();
    Rollout moved = Progress.goOn(rollout, now, changes);
    return new Verdict.Done(moved, changes);
  }

  static Verdict unchanged(Rollout rollout) {
    return new Verdict.Done(rollout, List.of());
  }

  static Verdict refused(String expected, String verb, Rollout rollout) {
    return new Verdict.Refused(
        "expected %s to %s but the rollout is %s".formatted(expected, verb, rollout.state()));
  }
}
