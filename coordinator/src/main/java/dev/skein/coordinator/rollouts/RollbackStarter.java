package dev.skein.coordinator.rollouts;

import dev.skein.contracts.id.RolloutId;
import dev.skein.contracts.id.TenantId;
import dev.skein.coordinator.audit.Act;
import dev.skein.coordinator.audit.Audit;
import dev.skein.coordinator.outbox.Outbox;
import dev.skein.coordinator.releases.ComposedReleases;
import dev.skein.coordinator.rollouts.RollbackRows.Rollback;
import dev.skein.coordinator.web.RefusedException;
import dev.skein.rollout.rules.RollbackRules;
import dev.skein.rollout.rules.RolloutChange;
import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.TenantState;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Freezes a rollout and starts the one that takes it back, in one transaction. */
@Component
class RollbackStarter {
  private final Verbs verbs;
  private final RolloutRows rollouts;
  private final SlotRows slots;
  private final RollbackRows rows;
  private final JoinRows joins;
  private final RollbackPlanner planner;
  private final ComposedReleases releases;
  private final RolloutStarter starter;
  private final TenantSteering tenants;
  private final RolloutSteering steering;
  private final Outbox outbox;
  private final Announcements announcements;
  private final Audit audit;

  RollbackStarter(
      Verbs verbs,
      RolloutRows rollouts,
      SlotRows slots,
      RollbackRows rows,
      JoinRows joins,
      RollbackPlanner planner,
      ComposedReleases releases,
      RolloutStarter starter,
      TenantSteering tenants,
      RolloutSteering steering,
      Outbox outbox,
      Announcements announcements,
      Audit audit) {
    this.verbs = verbs;
    this.rollouts = rollouts;
    this.slots = slots;
    this.rows = rows;
    this.joins = joins;
    this.planner = planner;
    this.releases = releases;
    this.starter = starter;
    this.tenants = tenants;
    this.steering = steering;
    this.outbox = outbox;
    this.announcements = announcements;
    this.audit = audit;
  }

  /** Once more: the same one, and where it waits for a person, another look at the tenants. */
  @Transactional
  RollbackView start(RolloutId id, RollbackRequest request, Act act) {
    LockedRollout locked = verbs.lock(id);
    Rollback known = rows.find(id).orElse(null);
    if (known != null && !stopped(locked, known)) {
      audit.done(act, "nothing was left to do");
      if (locked.rollout().state() == RolloutState.COMPENSATING && known.verdict() != null) {
        rows.save(Rollback.of(id, known.by()));
      }
      return view(locked, known.by(), null, null);
    }
    RollbackPlanner.Planned planned = planner.plan(locked, request);
    RollbackPlanner.refuseLoss(planned.view(), request);
    releases.publish(planned.release());
    verbs.carryOut(locked, RollbackRules.freeze(locked.rollout()), act);
    outbox.sendStates(slots.unqueue(id, TenantState.SKIPPED, "taken back"));
    for (RolloutId catchUp : joins.catchingUp(id)) {
      steering.steer(catchUp, "abort", VerbRequest.NOTHING, act.of("rollout " + catchUp));
    }
    RolloutId by = starter.start(planned.start(), planned.policy(), act);
    joins.takenBack(id, by);
    Rollout frozen = verbs.lock(id).rollout();
    Rollout taken = RollbackRules.by(frozen, by.value());
    rollouts.save(id, frozen, taken);
    announcements.tell(locked, taken, List.of(new RolloutChange.RollbackStarted(by.value())));
    quarantine(id, by, act);
    steering.steer(by, "approve", VerbRequest.NOTHING, act.of("rollout " + by));
    steering.steer(by, "start", VerbRequest.NOTHING, act.of("rollout " + by));
    rows.save(Rollback.of(id, by));
    return view(verbs.lock(id), by, null, planned.view());
  }

  /** What a start would do; nothing is stored. */
  @Transactional(readOnly = true)
  RollbackView plan(RolloutId id, RollbackRequest request) {
    LockedRollout locked = verbs.peek(id);
    return view(locked, null, null, planner.plan(locked, request).view());
  }

  @Transactional(readOnly = true)
  RollbackView find(RolloutId id) {
    Rollback known =
        rows.find(id)
            .orElseThrow(
                () ->
                    RefusedException.missing(
                        "expected a rollout that is taken back but %s is not".formatted(id)));
    return view(verbs.peek(id), known.by(), known.verdict(), null);
  }

  /** Whether another one must be started. */
  private boolean stopped(LockedRollout locked, Rollback known) {
    return locked.rollout().state() == RolloutState.COMPENSATING
        && verbs.lock(known.by()).rollout().state() == RolloutState.ABORTED;
  }

  private void quarantine(RolloutId id, RolloutId by, Act act) {
    List<TenantId> out = rows.tenants(id, RollbackPlanner.OUT).stream().map(TenantId::new).toList();
    if (!out.isEmpty()) {
      tenants.steer(
          by,
          "quarantine",
          new TenantPick(out, null, null),
          new Act(
              act.who(),
              "quarantine",
              "rollout " + by,
              "rollout %s left it half-way or quarantined: repair it, then release it"
                  .formatted(id)));
    }
  }

  private static RollbackView view(
      LockedRollout rollout,
      @Nullable RolloutId by,
      @Nullable String verdict,
      RollbackView.@Nullable Plan plan) {
    return new RollbackView(
        rollout.id().value(),
        rollout.rollout().state().name(),
        by == null ? null : by.value(),
        verdict,
        plan);
  }
}
