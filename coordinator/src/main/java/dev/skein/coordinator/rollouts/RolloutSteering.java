package dev.skein.coordinator.rollouts;

import dev.skein.contracts.id.RolloutId;
import dev.skein.coordinator.audit.Act;
import dev.skein.coordinator.outbox.Outbox;
import dev.skein.coordinator.web.RefusedException;
import dev.skein.rollout.rules.GateVerbs;
import dev.skein.rollout.rules.RolloutVerbs;
import dev.skein.rollout.rules.Verdict;
import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.TenantState;
import java.time.Instant;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What people do to a rollout as a whole; each verb is idempotent. */
@Component
class RolloutSteering {
  private final Verbs verbs;
  private final RolloutRows rollouts;
  private final SlotRows slots;
  private final Outbox outbox;

  RolloutSteering(Verbs verbs, RolloutRows rollouts, SlotRows slots, Outbox outbox) {
    this.verbs = verbs;
    this.rollouts = rollouts;
    this.slots = slots;
    this.outbox = outbox;
  }

  /**
   * @param verb one of those that the controller lets through
   */
  @Transactional
  void steer(RolloutId id, String verb, VerbRequest said, Act act) {
    LockedRollout locked = verbs.lock(id);
    Rollout rollout = locked.rollout();
    Instant now = Instant.now();
    Verdict verdict =
        switch (verb) {
          case "start" -> RolloutVerbs.start(rollout, now);
          case "pause" -> RolloutVerbs.pause(rollout, why(act, "paused"));
          case "resume" -> RolloutVerbs.resume(rollout, now);
          case "abort" -> RolloutVerbs.abort(rollout, why(act, "aborted"));
          case "accept" -> RolloutVerbs.accept(rollout, why(act, "accepted"));
          case "approve" -> approve(id, rollout, said, now);
          case "promote" ->
              said.full()
                  ? GateVerbs.promoteFull(rollout, now)
                  : GateVerbs.promote(rollout, said.wave(), now);
          default -> throw new IllegalArgumentException("no verb of a rollout: " + verb);
        };
    verbs.carryOut(locked, verdict, act);
    if (verdict instanceof Verdict.Done(Rollout after, var _)) {
      unqueue(id, rollout, after, act);
    }
  }

  private Verdict approve(RolloutId id, Rollout rollout, VerbRequest said, Instant now) {
    String meant = said.targetDigest();
    String frozen = rollouts.targetDigest(id);
    if (meant != null && !meant.equals(frozen)) {
      throw RefusedException.conflict(
          "expected the frozen set %s to approve but got %s".formatted(frozen, meant));
    }
    return GateVerbs.approve(rollout, said.wave(), now);
  }

  /** Who was not sent when it was stopped has no place in the queue any more. */
  private void unqueue(RolloutId id, Rollout before, Rollout after, Act act) {
    if (before.state().live() && after.state() == RolloutState.ABORTED) {
      outbox.sendStates(slots.unqueue(id, TenantState.CANCELLED, why(act, "aborted")));
    }
    if (before.state() == RolloutState.HALTED
        && !after.state().live()
        && act.verb().equals("accept")) {
      outbox.sendStates(slots.unqueue(id, TenantState.SKIPPED, why(act, "accepted")));
    }
  }

  private static String why(Act act, String did) {
    return act.reason().isBlank() ? did + " by " + act.who() : act.reason();
  }
}
