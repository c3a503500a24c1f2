package dev.skein.coordinator.rollouts;

import dev.skein.contracts.id.RolloutId;
import dev.skein.contracts.id.TenantId;
import dev.skein.coordinator.outbox.Outbox;
import dev.skein.coordinator.web.RefusedException;
import dev.skein.rollout.rules.RolloutChange;
import dev.skein.rollout.rules.RolloutVerbs;
import dev.skein.rollout.rules.TenantVerbs;
import dev.skein.rollout.rules.Verdict;
import dev.skein.rollout.state.Group;
import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.TenantState;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What people do to a rollout; each verb is idempotent. */
@Component
class RolloutSteering {
  private final RolloutRows rollouts;
  private final SlotRows slots;
  private final Dispatcher dispatcher;
  private final Announcements announcements;
  private final Outbox outbox;

  RolloutSteering(
      RolloutRows rollouts,
      SlotRows slots,
      Dispatcher dispatcher,
      Announcements announcements,
      Outbox outbox) {
    this.rollouts = rollouts;
    this.slots = slots;
    this.dispatcher = dispatcher;
    this.announcements = announcements;
    this.outbox = outbox;
  }

  @Transactional
  void pause(RolloutId id, String reason) {
    carryOut(lock(id), rollout -> RolloutVerbs.pause(rollout, reason));
  }

  @Transactional
  void resume(RolloutId id) {
    carryOut(lock(id), rollout -> RolloutVerbs.resume(rollout, Instant.now()));
  }

  @Transactional
  void abort(RolloutId id, String reason) {
    carryOut(lock(id), rollout -> RolloutVerbs.abort(rollout, reason));
    outbox.sendStates(slots.cancelQueued(id));
  }

  /**
   * Sends failed tenants again.
   *
   * @param only these, or empty for all
   * @return how many; pressed again while they run, none
   */
  @Transactional
  int retry(RolloutId id, Collection<TenantId> only) {
    LockedRollout locked = lock(id);
    List<Group> failed = slots.failed(id, only);
    List<TenantId> requeued = slots.requeue(id, only);
    if (!locked.rollout().state().live()) {
      hold(id, requeued);
    }
    carryOut(locked, rollout -> TenantVerbs.retry(rollout, failed, Instant.now()));
    return requeued.size();
  }

  private void carryOut(LockedRollout locked, Function<Rollout, Verdict> verb) {
    switch (verb.apply(locked.rollout())) {
      case Verdict.Refused(String why) -> throw RefusedException.conflict(why);
      case Verdict.Done(Rollout rollout, List<RolloutChange> changes) -> {
        // Told before anything is sent again, so that no worker hands new commands back.
        announcements.tell(locked.id(), changes);
        rollouts.save(locked.id(), locked.rollout(), dispatcher.dispatch(locked, rollout));
        if (!rollout.state().live() && rollout.tally().count(TenantState.Phase.IN_FLIGHT) == 0) {
          rollouts.release(locked.id());
        }
      }
    }
  }

  private void hold(RolloutId id, List<TenantId> tenants) {
    try {
      rollouts.hold(id, tenants.stream().map(TenantId::value).toArray(String[]::new));
    } catch (DuplicateKeyException e) {
      throw RefusedException.conflict(
          "expected tenants that no other live rollout holds but one is held; wait for that"
              + " rollout");
    }
  }

  private LockedRollout lock(RolloutId id) {
    return rollouts
        .lock(id)
        .orElseThrow(
            () -> RefusedException.missing("expected a known rollout but got \"" + id + "\""));
  }
}
