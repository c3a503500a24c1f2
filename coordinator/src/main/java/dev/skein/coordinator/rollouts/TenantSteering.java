package dev.skein.coordinator.rollouts;

import dev.skein.contracts.id.RolloutId;
import dev.skein.contracts.id.TenantId;
import dev.skein.coordinator.audit.Act;
import dev.skein.coordinator.outbox.Outbox;
import dev.skein.coordinator.web.RefusedException;
import dev.skein.rollout.rules.TenantVerbs;
import dev.skein.rollout.rules.Verdict;
import dev.skein.rollout.state.Group;
import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.TenantState;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What people do to some tenants of a rollout; each verb is idempotent. */
@Component
class TenantSteering {
  private static final Set<TenantState> FAILED = states(TenantState.Phase.FAILED);
  private static final Set<TenantState> STANDING =
      Stream.concat(states(TenantState.Phase.QUEUED).stream(), FAILED.stream())
          .collect(Collectors.toCollection(() -> EnumSet.noneOf(TenantState.class)));
  private static final Set<TenantState> QUARANTINED = EnumSet.of(TenantState.QUARANTINED);

  private final Verbs verbs;
  private final RolloutRows rollouts;
  private final SlotRows slots;
  private final ClusterRows clusters;
  private final Outbox outbox;

  TenantSteering(
      Verbs verbs, RolloutRows rollouts, SlotRows slots, ClusterRows clusters, Outbox outbox) {
    this.verbs = verbs;
    this.rollouts = rollouts;
    this.slots = slots;
    this.clusters = clusters;
    this.outbox = outbox;
  }

  /**
   * @param verb one of those that the controller lets through
   * @return how many tenants; pressed again, none
   */
  @Transactional
  int steer(RolloutId id, String verb, TenantPick pick, Act act) {
    LockedRollout locked = verbs.lock(id);
    Set<TenantState> from =
        switch (verb) {
          case "retry" -> FAILED;
          case "release" -> QUARANTINED;
          default -> STANDING;
        };
    boolean out = verb.equals("skip") || verb.equals("quarantine");
    if (out && pick.everybody()) {
      throw RefusedException.invalid(
          "expected tenants, a signature or a cluster to %s but got none".formatted(verb));
    }
    refuseStrangers(id, pick);
    List<Group> groups = slots.groups(id, from, pick);
    Rollout rollout = locked.rollout();
    Instant now = Instant.now();
    Verdict verdict =
        switch (verb) {
          case "retry" -> TenantVerbs.retry(rollout, groups, now);
          case "release" -> TenantVerbs.release(rollout, groups, now);
          case "skip" -> TenantVerbs.skip(rollout, groups, now);
          case "quarantine" -> TenantVerbs.quarantine(rollout, groups, now);
          default -> throw new IllegalArgumentException("no verb of tenants: " + verb);
        };
    if (verdict instanceof Verdict.Refused(String why)) {
      throw RefusedException.conflict(why);
    }
    TenantState to =
        switch (verb) {
          case "skip" -> TenantState.SKIPPED;
          case "quarantine" -> TenantState.QUARANTINED;
          default -> TenantState.PENDING;
        };
    List<TenantId> moved = slots.move(id, from, pick, to, out ? act.reason() : null);
    if (!rollout.state().live() && to == TenantState.PENDING) {
      hold(id, moved);
    }
    verbs.carryOut(locked, verdict, act);
    outbox.sendStates(moved);
    return moved.size();
  }

  private static Set<TenantState> states(TenantState.Phase phase) {
    return Stream.of(TenantState.values())
        .filter(state -> state.phase() == phase)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(TenantState.class)));
  }

  private void refuseStrangers(RolloutId id, TenantPick pick) {
    Set<TenantId> known = slots.load(id, pick.tenants()).keySet();
    pick.tenants().stream()
        .filter(tenant -> !known.contains(tenant))
        .findFirst()
        .ifPresent(
            tenant -> {
              throw RefusedException.missing(
                  "expected tenants of rollout %s but it has no \"%s\"".formatted(id, tenant));
            });
    String cluster = pick.cluster();
    if (cluster != null && !clusters.knows(id, cluster)) {
      throw RefusedException.missing(
          "expected a cluster of rollout %s but no tenant failed as \"%s\"".formatted(id, cluster));
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
}
