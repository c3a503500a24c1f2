package dev.skein.coordinator.rollouts;

import dev.skein.contracts.id.RolloutId;
import dev.skein.coordinator.audit.Act;
import dev.skein.coordinator.outbox.Outbox;
import dev.skein.coordinator.web.RefusedException;
import dev.skein.rollout.rules.RolloutVerbs;
import dev.skein.rollout.rules.Verdict;
import dev.skein.rollout.state.TenantState;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * One rollout takes the tenants of others over, within the transaction that starts it. A tenant
 * with an attempt under way is passed on when that has ended.
 */
@Component
class Supersession {
  private final Verbs verbs;
  private final RolloutRows rollouts;
  private final HoldRows holds;
  private final SlotRows slots;
  private final Outbox outbox;

  Supersession(Verbs verbs, RolloutRows rollouts, HoldRows holds, SlotRows slots, Outbox outbox) {
    this.verbs = verbs;
    this.rollouts = rollouts;
    this.holds = holds;
    this.slots = slots;
    this.outbox = outbox;
  }

  /** Of every rollout that holds any of the tenants; the new one's rows are there already. */
  void takeOver(LockedRollout heir, String[] tenants, Act act) {
    for (RolloutId id : holds.holders(tenants, heir.id())) {
      LockedRollout old = verbs.lock(id);
      takeOver(heir, old, verdict(heir, old), act);
    }
  }

  /** Those that only bring joiners up give way to a higher release unasked. */
  void takeOverCatchUps(LockedRollout heir, String[] tenants, Act act) {
    for (RolloutId id : holds.catchUps(tenants, heir.id())) {
      LockedRollout old = verbs.lock(id);
      if (verdict(heir, old) instanceof Verdict.Done done) {
        takeOver(heir, old, done, act);
      }
    }
  }

  private static Verdict verdict(LockedRollout heir, LockedRollout old) {
    return RolloutVerbs.supersede(old.rollout(), heir.id().value(), old.head(), heir.head());
  }

  private void takeOver(LockedRollout heir, LockedRollout old, Verdict verdict, Act act) {
    RolloutId id = old.id();
    verbs.carryOut(old, verdict, new Act(act.who(), "supersede", "rollout " + id, act.reason()));
    outbox.sendStates(slots.unqueue(id, TenantState.SKIPPED, "superseded by rollout " + heir.id()));
    holds.passOn(id);
  }

  /** Takes every tenant, but for those that a superseded rollout is not done with. */
  void hold(LockedRollout heir, String[] tenants) {
    holds.take(heir.id(), tenants);
    List<RolloutId> others = holds.holders(tenants, heir.id());
    for (RolloutId other : others) {
      if (rollouts.lock(other).map(held -> held.rollout().state().live()).orElse(false)) {
        throw RefusedException.conflict(
            "expected tenants that no live rollout holds but rollout %s has just taken one; try again"
                .formatted(other));
      }
    }
  }
}
