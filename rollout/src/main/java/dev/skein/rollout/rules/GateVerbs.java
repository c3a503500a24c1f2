package dev.skein.rollout.rules;

import dev.skein.rollout.state.Approval;
import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.Wave;
import dev.skein.rollout.state.WaveState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people ask at the gates between waves. Each names its wave, so that twice is once. */
public final class GateVerbs {
  private GateVerbs() {}

  /**
   * Approves a plan, or a wave that waits for it.
   *
   * @param wave null for the plan, or for whichever wave waits
   */
  public static Verdict approve(Rollout rollout, @Nullable Integer wave, Instant now) {
    return switch (rollout.state()) {
      case PLANNED ->
          wave == null
              ? new Verdict.Done(rollout.to(RolloutState.APPROVED, ""), List.of())
              : RolloutVerbs.refused("a rollout that has started", "approve a wave", rollout);
      case APPROVED ->
          wave == null
              ? RolloutVerbs.unchanged(rollout)
              : RolloutVerbs.refused("a rollout that has started", "approve a wave", rollout);
      case RUNNING, PAUSED, HALTED -> approveWave(rollout, wave, now);
      case ABORTED, COMPLETED, COMPLETED_WITH_EXCEPTIONS, COMPENSATING, COMPENSATED ->
          RolloutVerbs.refused("a rollout that has not ended", "approve", rollout);
    };
  }

  private static Verdict approveWave(Rollout rollout, @Nullable Integer asked, Instant now) {
    int index = asked == null ? waiting(rollout) : asked;
    if (index < 0 || index >= rollout.waves().size()) {
      return new Verdict.Refused(
          "expected a wave from 0 to %d to approve but got %d"
              .formatted(rollout.waves().size() - 1, index));
    }
    Wave wave = rollout.wave(index);
    return switch (wave.approval()) {
      case GIVEN -> RolloutVerbs.unchanged(rollout);
      case AWAITED -> {
        List<RolloutChange> changes = new ArrayList<>();
        Rollout approved = rollout.with(wave.with(Approval.GIVEN));
        yield new Verdict.Done(Progress.advance(approved, now, changes), changes);
      }
      case NEEDED ->
          new Verdict.Refused(
              "expected a wave that waits for approval but the waves before wave %d have not passed"
                  .formatted(index));
      case NOT_NEEDED ->
          new Verdict.Refused(
              "expected a wave that needs approval but wave %d does not".formatted(index));
    };
  }

  /** The wave behind the gate where the rollout stands; the present one when no gate is near. */
  private static int waiting(Rollout rollout) {
    int next = rollout.current() + 1;
    boolean gate =
        next < rollout.waves().size() && rollout.wave(next).approval() != Approval.NOT_NEEDED;
    boolean passed = rollout.wave(rollout.current()).approval() == Approval.GIVEN;
    return gate && (!passed || rollout.wave(next).approval() == Approval.AWAITED)
        ? next
        : rollout.current();
  }

  /**
   * The next wave now: its bake is over, and stragglers of the waves before run on beside it. No
   * approval is skipped, and no limit.
   *
   * @param wave the one to start, or null for the next; when it has started, nothing changes; one
   *     behind the last ends that wave's bake
   */
  public static Verdict promote(Rollout rollout, @Nullable Integer wave, Instant now) {
    if (!promotable(rollout)) {
      return unpromotable(rollout, "promote");
    }
    int next = rollout.current() + 1;
    int target = wave == null ? next : wave;
    if (target < next) {
      return RolloutVerbs.unchanged(rollout);
    }
    boolean last = next == rollout.waves().size();
    if (target > next || (last && !rollout.wave(rollout.current()).through())) {
      return new Verdict.Refused(
          "expected a wave to promote to but wave %d is %s"
              .formatted(rollout.current(), last ? "the last" : "followed by wave " + next));
    }
    if (!last && gated(rollout.wave(next))) {
      return new Verdict.Refused(
          "expected wave %d approved to promote but it waits for that".formatted(next));
    }
    List<RolloutChange> changes = new ArrayList<>();
    Rollout moved = going(rollout, now, changes);
    for (Wave before : moved.started()) {
      if (before.state() != WaveState.PASSED && before.through()) {
        changes.add(new RolloutChange.WavePassed(before.index()));
        moved = moved.with(before.with(WaveState.PASSED));
      }
    }
    if (moved.current() < next && !last) {
      moved = Progress.begin(moved, next, changes);
    }
    return new Verdict.Done(Progress.advance(moved, now, changes), changes);
  }

  /** Skips every bake that is left; waves still wait for their tenants, approvals and limits. */
  public static Verdict promoteFull(Rollout rollout, Instant now) {
    if (!promotable(rollout)) {
      return unpromotable(rollout, "promote");
    }
    List<RolloutChange> changes = new ArrayList<>();
    Rollout moved = going(rollout.with(rollout.terms().hurrying()), now, changes);
    return new Verdict.Done(Progress.advance(moved, now, changes), changes);
  }

  private static boolean gated(Wave wave) {
    return wave.approval() == Approval.NEEDED || wave.approval() == Approval.AWAITED;
  }

  /** Where evidence is missing a person may do without; a verdict against it they must resume. */
  private static boolean promotable(Rollout rollout) {
    return rollout.state() == RolloutState.RUNNING
        || (rollout.state() == RolloutState.HALTED
            && rollout.waves().stream().noneMatch(wave -> wave.state() == WaveState.FAILED));
  }

  private static Verdict unpromotable(Rollout rollout, String verb) {
    return RolloutVerbs.refused("RUNNING, or HALTED without a verdict,", verb, rollout);
  }

  private static Rollout going(Rollout rollout, Instant now, List<RolloutChange> changes) {
    return rollout.state() == RolloutState.HALTED ? Progress.goOn(rollout, now, changes) : rollout;
  }
}
