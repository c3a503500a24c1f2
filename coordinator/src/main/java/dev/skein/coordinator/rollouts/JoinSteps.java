package dev.skein.coordinator.rollouts;

import dev.skein.contracts.id.RolloutId;
import dev.skein.contracts.id.TenantId;
import dev.skein.coordinator.audit.Act;
import dev.skein.coordinator.rollouts.JoinRows.Joined;
import dev.skein.rollout.join.JoinRules;
import dev.skein.rollout.state.TenantState;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Brings tenants that joined to what a completed rollout brought, by a rollout of their own. */
@Component
class JoinSteps {
  private static final Logger LOG = LoggerFactory.getLogger(JoinSteps.class);

  private final RolloutRows rollouts;
  private final JoinRows rows;
  private final RolloutStarter starter;

  JoinSteps(RolloutRows rollouts, JoinRows rows, RolloutStarter starter) {
    this.rollouts = rollouts;
    this.rows = rows;
    this.starter = starter;
  }

  /**
   * Sends those who can be sent; for the others it is noted what they wait for.
   *
   * @param with had completed when it was looked at; nobody is sent where it is taken back by now
   * @param joined at least one; none of them in it or in an earlier catch-up of it
   */
  @Transactional
  void catchUp(RolloutId with, List<Joined> joined) {
    LockedRollout locked = rollouts.lock(with).orElseThrow();
    for (Joined one : joined) {
      String holder = one.held();
      if (holder != null || one.quarantined()) {
        rows.wait(
            List.of(one.tenant()),
            holder == null ? "they are quarantined" : "rollout %s holds them".formatted(holder));
      }
    }
    List<TenantId> free =
        joined.stream()
            .filter(one -> one.held() == null && !one.quarantined())
            .map(Joined::tenant)
            .toList();
    if (free.isEmpty() || !JoinRules.completed(locked.rollout().state())) {
      return;
    }
    List<LockedRollout> before =
        rows.catchingUp(with).stream().map(id -> rollouts.find(id).orElseThrow()).toList();
    int failed =
        before.stream()
            .mapToInt(one -> one.rollout().tally().count(TenantState.Phase.FAILED))
            .sum();
    if (JoinRules.tooMany(locked.rollout().policy(), failed)) {
      rows.wait(
          free,
          "%d that joined before them failed to catch up with rollout %s: repair, then skein rollout retry %s"
              .formatted(failed, with, before.getLast().id()));
      return;
    }
    String reason = "joined after the targets of rollout %s were frozen".formatted(with);
    RolloutId rollout =
        starter.start(
            request(locked, free, reason),
            JoinRules.policy(locked.rollout().policy()),
            new Act("skein", "catch-up", "rollout " + with, reason));
    rows.catchesUp(rollout, with);
    LOG.atInfo()
        .addKeyValue("rollout", rollout)
        .addKeyValue("with", with)
        .addKeyValue("tenants", free.size())
        .log("tenants that joined catch up");
  }

  private static StartRollout request(LockedRollout with, List<TenantId> tenants, String reason) {
    return new StartRollout(
        with.release().value(),
        null,
        tenants.stream().map(TenantId::value).toList(),
        List.of(),
        Map.of(),
        with.environment(),
        with.placeholders(),
        false,
        false,
        reason);
  }
}
