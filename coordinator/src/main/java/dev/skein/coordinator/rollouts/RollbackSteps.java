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
import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.TenantState;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes a rollback to its end: once all came through, their fingerprints are compared. */
@Component
class RollbackSteps {
  private static final Logger LOG = LoggerFactory.getLogger(RollbackSteps.class);

  private final RolloutRows rollouts;
  private final RollbackRows rows;
  private final Inspections inspections;

  RollbackSteps(RolloutRows rollouts, RollbackRows rows, Inspections inspections) {
    this.rollouts = rollouts;
    this.rows = rows;
    this.inspections = inspections;
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
      LOG.atInfo().addKeyValue("rollout", locked.id()).log("rollout taken back");
      rollouts.save(
          locked.id(),
          locked.rollout(),
          locked.rollout().to(RolloutState.COMPENSATED, "taken back by rollout " + by.id()));
    } else {
      stuck(locked, rollback, difference);
    }
  }

  private void stuck(LockedRollout locked, Rollback rollback, String why) {
    rows.save(rollback.stuck(why));
    rollouts.save(locked.id(), locked.rollout(), locked.rollout().because(why));
  }

  private static Seen seen(Inspected one) {
    @Nullable TenantInspection said = one.said();
    return said == null
        ? new Seen(one.tenant(), null, null)
        : new Seen(one.tenant(), said.version(), said.fingerprint());
  }
}
