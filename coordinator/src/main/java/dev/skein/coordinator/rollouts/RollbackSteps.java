package dev.skein.coordinator.rollouts;

import dev.skein.contracts.answer.TenantInspection;
import dev.skein.contracts.id.RolloutId;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.coordinator.rollouts.RollbackRows.Rollback;
import dev.skein.coordinator.surveys.Inspections;
import dev.skein.coordinator.surveys.Inspections.Inspected;
import dev.skein.rollout.rules.RollbackRules;
import dev.skein.rollout.rules.RollbackRules.Seen;
import dev.skein.rollout.rules.RollbackRules.Standing;
import dev.skein.rollout.rules.RolloutChange;
import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.TenantState;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes a rollback to its end: once all came through, their fingerprints are compared. */
@Component
class RollbackSteps {
  private final RolloutRows rollouts;
  private final RollbackRows rows;
  private final Inspections inspections;
  private final Announcements announcements;

  RollbackSteps(
      RolloutRows rollouts,
      RollbackRows rows,
      Inspections inspections,
      Announcements announcements) {
    this.rollouts = rollouts;
    this.rows = rows;
    this.inspections = inspections;
    this.announcements = announcements;
  }

  @Transactional
  void look(RolloutId id) {
    LockedRollout locked = rollouts.lock(id).orElseThrow();
    Rollback rollback = rows.find(id).orElseThrow();
    LockedRollout by = rollouts.lock(rollback.by()).orElseThrow();
    if (locked.rollout().state() != RolloutState.COMPENSATING) {
      return;
    }
    switch (RollbackRules.standing(locked.rollout(), by.id().value(), by.rollout())) {
      case Standing.Waits() -> {}
      case Standing.Stuck(String why) -> stuck(locked, rollback.asked(null), why);
      case Standing.Through() -> compare(locked, rollback, by);
    }
  }

  private void compare(LockedRollout locked, Rollback rollback, LockedRollout by) {
    String survey = rollback.survey();
    List<Inspected> said = survey == null ? List.of() : inspections.answers(survey).orElse(null);
    if (said == null) {
      return;
    }
    if (said.isEmpty()) {
      rows.save(
          rollback.asked(
              inspections.ask(
                  rows.tenants(by.id(), TenantState.SUCCEEDED, TenantState.ALREADY_CURRENT))));
      return;
    }
    SchemaVersion head = by.head();
    String difference =
        RollbackRules.difference(said.stream().map(RollbackSteps::seen).toList(), head);
    if (difference.isEmpty()) {
      String why = "taken back by rollout " + by.id();
      end(
          locked,
          locked.rollout().to(RolloutState.COMPENSATED, why),
          new RolloutChange.RolledBack(why));
    } else {
      stuck(locked, rollback, difference);
    }
  }

  private void stuck(LockedRollout locked, Rollback rollback, String why) {
    rows.save(rollback.stuck(why));
    end(locked, locked.rollout().because(why), new RolloutChange.RollbackStuck(why));
  }

  private void end(LockedRollout locked, Rollout after, RolloutChange change) {
    rollouts.save(locked.id(), locked.rollout(), after);
    announcements.tell(locked, after, List.of(change));
  }

  private static Seen seen(Inspected one) {
    @Nullable TenantInspection said = one.said();
    return said == null
        ? new Seen(one.tenant(), null, null)
        : new Seen(one.tenant(), said.version(), said.fingerprint());
  }
}
