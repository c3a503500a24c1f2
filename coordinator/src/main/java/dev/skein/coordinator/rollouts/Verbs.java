package dev.skein.coordinator.rollouts;

import dev.skein.contracts.id.RolloutId;
import dev.skein.coordinator.audit.Act;
import dev.skein.coordinator.audit.Audit;
import dev.skein.coordinator.web.RefusedException;
import dev.skein.rollout.rules.RolloutChange;
import dev.skein.rollout.rules.Verdict;
import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.TenantState;
import java.util.List;
import org.springframework.stereotype.Component;

/** Carries out what the rules say to a verb, within the caller's transaction. */
@Component
class Verbs {
  private final RolloutRows rollouts;
  private final Dispatcher dispatcher;
  private final HoldRows holds;
  private final Announcements announcements;
  private final Audit audit;

  Verbs(
      RolloutRows rollouts,
      Dispatcher dispatcher,
      HoldRows holds,
      Announcements announcements,
      Audit audit) {
    this.rollouts = rollouts;
    this.dispatcher = dispatcher;
    this.holds = holds;
    this.announcements = announcements;
    this.audit = audit;
  }

  LockedRollout lock(RolloutId id) {
    return rollouts
        .lock(id)
        .orElseThrow(
            () -> RefusedException.missing("expected a known rollout but got \"" + id + "\""));
  }

  /** As it stands, for a transaction that changes nothing. */
  LockedRollout peek(RolloutId id) {
    return rollouts
        .find(id)
        .orElseThrow(
            () -> RefusedException.missing("expected a known rollout but got \"" + id + "\""));
  }

  /** Whether anything changed. */
  boolean carryOut(LockedRollout locked, Verdict verdict, Act act) {
    return switch (verdict) {
      case Verdict.Refused(String why) -> throw RefusedException.conflict(why);
      case Verdict.Done(Rollout rollout, List<RolloutChange> changes) -> {
        boolean changed = !rollout.equals(locked.rollout());
        audit.done(act, changed ? "done: " + rollout.state() : "nothing was left to do");
        // Told before anything is sent again, so that no worker hands new commands back.
        announcements.tell(locked, rollout, changes);
        Rollout sent = dispatcher.dispatch(locked, rollout);
        rollouts.save(locked.id(), locked.rollout(), sent);
        if (!sent.state().live() && sent.tally().count(TenantState.Phase.IN_FLIGHT) == 0) {
          holds.passOn(locked.id());
        }
        yield changed;
      }
    };
  }
}
