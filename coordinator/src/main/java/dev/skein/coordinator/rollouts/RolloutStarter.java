package dev.skein.coordinator.rollouts;

import dev.skein.contracts.id.ReleaseDigest;
import dev.skein.contracts.id.ReleaseName;
import dev.skein.contracts.id.RolloutId;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.id.TenantId;
import dev.skein.coordinator.audit.Act;
import dev.skein.coordinator.audit.Audit;
import dev.skein.coordinator.backfills.Requirements;
import dev.skein.coordinator.blocks.Gate;
import dev.skein.coordinator.blocks.Ruling;
import dev.skein.coordinator.drift.KnownDrift;
import dev.skein.coordinator.releases.ReleaseView;
import dev.skein.coordinator.releases.Releases;
import dev.skein.coordinator.store.Statistics;
import dev.skein.coordinator.web.RefusedException;
import dev.skein.rollout.plan.RolloutPlan;
import dev.skein.rollout.plan.RolloutPlanner;
import dev.skein.rollout.plan.Target;
import dev.skein.rollout.plan.UnfitPolicyException;
import dev.skein.rollout.policy.PolicyFile;
import dev.skein.rollout.policy.RolloutPolicy;
import dev.skein.rollout.rules.RolloutChange;
import dev.skein.rollout.rules.RolloutStart;
import dev.skein.rollout.state.Rollout;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Freezes the targets, plans the waves, and sends the first commands, all in one transaction. */
@Component
class RolloutStarter {
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

  private final Releases releases;
  private final Targets targets;
  private final RolloutRows rollouts;
  private final SlotRows slots;
  private final Dispatcher dispatcher;
  private final Supersession supersession;
  private final HoldRows holds;
  private final RollbackRows rollbacks;
  private final JoinRows joins;
  private final Gate gate;
  private final Announcements announcements;
  private final Requirements requirements;
  private final Audit audit;
  private final KnownDrift drift;
  private final Statistics statistics;
  private final SecureRandom random = new SecureRandom();

  RolloutStarter(
      Releases releases,
      Targets targets,
      RolloutRows rollouts,
      SlotRows slots,
      Dispatcher dispatcher,
      Supersession supersession,
      HoldRows holds,
      RollbackRows rollbacks,
      JoinRows joins,
      Gate gate,
      Announcements announcements,
      Requirements requirements,
      Audit audit,
      KnownDrift drift,
      Statistics statistics) {
    this.releases = releases;
    this.targets = targets;
    this.rollouts = rollouts;
    this.slots = slots;
    this.dispatcher = dispatcher;
    this.supersession = supersession;
    this.holds = holds;
    this.rollbacks = rollbacks;
    this.joins = joins;
    this.gate = gate;
    this.announcements = announcements;
    this.requirements = requirements;
    this.audit = audit;
    this.drift = drift;
    this.statistics = statistics;
  }

  @Transactional
  RolloutId start(StartRollout request, Act act) {
    RolloutId id = start(request, policy(request), act);
    if (request.planOnly()) {
      rollouts
          .find(id)
          .ifPresent(
              planned -> tell(planned, planned.rollout(), new RolloutChange.ApprovalNeeded(0)));
    }
    return id;
  }

  private void tell(LockedRollout started, Rollout after, RolloutChange change) {
    announcements.tell(started, after, List.of(change));
  }

  /** Under a policy that no file was written for. */
  @Transactional
  RolloutId start(StartRollout request, RolloutPolicy policy, Act act) {
    ReleaseView release = release(request);
    List<Target> aimed = aimed(request);
    String[] ids = aimed.stream().map(target -> target.tenant().value()).toArray(String[]::new);
    RolloutPlan plan = plan(release, policy, aimed);
    int shards = (int) aimed.stream().map(Target::shard).distinct().count();
    Rollout rollout =
        request.planOnly()
            ? RolloutStart.planned(policy, plan.waves(), shards)
            : RolloutStart.started(policy, plan.waves(), shards, Instant.now());
    long number = rollouts.nextNumber();
    LockedRollout started = started(request, release, rollout, number);
    rollouts.insert(started, number, plan.targetDigest());
    joins.aim(started.id(), request, ids);
    slots.insert(started.id(), planned(plan, aimed));
    statistics.grew(Statistics.Table.ROLLOUT_TENANT, aimed.size());
    rollbacks.remember(started.id(), ids);
    if (request.supersede()) {
      supersession.takeOver(started, ids, act);
    } else {
      supersession.takeOverCatchUps(started, ids, act);
      refuseHeld(started.id(), ids);
    }
    supersession.hold(started, ids);
    audit.done(act.of("rollout " + started.id()), "done: " + rollout.state());
    Rollout sent = dispatcher.dispatch(started, rollout);
    rollouts.save(started.id(), rollout, sent);
    if (!request.planOnly()) {
      tell(started, sent, new RolloutChange.WaveStarted(0));
    }
    if (!sent.state().live()) {
      // Everybody was quarantined, so nobody is left to hold.
      holds.passOn(started.id());
    }
    return started.id();
  }

  /** What a start would do; nothing is frozen. */
  PlanView preview(StartRollout request) {
    return preview(request, release(request), policy(request));
  }

  /** The same of a release that need not be published. */
  PlanView preview(StartRollout request, ReleaseView release, RolloutPolicy policy) {
    List<Target> aimed = aimed(request);
    RolloutPlan plan = plan(release, policy, aimed);
    String[] ids = aimed.stream().map(target -> target.tenant().value()).toArray(String[]::new);
    String head = release.head();
    Map<TenantId, Ruling> kept = requirements.judge(ids, new ReleaseDigest(release.digest()));
    kept.putAll(gate.judge(ids, head == null ? null : new SchemaVersion(head), Instant.now()));
    return PlanView.of(
        release.digest(),
        plan,
        aimed,
        BlockedNow.of(kept),
        PlanView.Drifted.of(drift.among(List.of(ids))));
  }

  private ReleaseView release(StartRollout request) {
    if (request.release().isBlank()) {
      throw RefusedException.invalid("expected a release's digest or name but got none");
    }
    return releases
        .find(request.release())
        .orElseThrow(
            () ->
                RefusedException.missing(
                    "expected a known release but got \"%s\"; publish it first"
                        .formatted(request.release())));
  }

  private static RolloutPolicy policy(StartRollout request) {
    return policy(request.policy());
  }

  static RolloutPolicy policy(@Nullable String file) {
    return file == null ? RolloutPolicy.standard() : PolicyFile.parse("policy", file);
  }

  private List<Target> aimed(StartRollout request) {
    List<Target> aimed = targets.select(request);
    if (aimed.isEmpty()) {
      throw RefusedException.invalid(
          "expected at least one tenant that fits the selection but there is none; import tenants"
              + " first");
    }
    return aimed;
  }

  private static RolloutPlan plan(ReleaseView release, RolloutPolicy policy, List<Target> aimed) {
    try {
      return RolloutPlanner.plan(new ReleaseDigest(release.digest()), policy, aimed);
    } catch (UnfitPolicyException e) {
      throw RefusedException.invalid(String.valueOf(e.getMessage()));
    }
  }

  private LockedRollout started(
      StartRollout request, ReleaseView release, Rollout rollout, long number) {
    String head = release.head();
    return new LockedRollout(
        new RolloutId("r" + number + "-" + letters()),
        new ReleaseDigest(release.digest()),
        new ReleaseName(release.name()),
        head == null ? null : new SchemaVersion(head),
        request.environment(),
        request.placeholders(),
        rollout);
  }

  private void refuseHeld(RolloutId heir, String[] tenants) {
    RolloutRows.Hold held = rollouts.held(tenants, heir);
    if (held != null) {
      throw RefusedException.conflict(
              "expected tenants that no live rollout holds but %s is held by rollout %s; wait for it, abort it, or --supersede it"
                  .formatted(held.tenant(), held.rollout()))
          .with("rollout", held.rollout());
    }
  }

  private static List<PlannedTenant> planned(RolloutPlan plan, List<Target> aimed) {
    Map<TenantId, Target> byTenant =
        aimed.stream().collect(Collectors.toMap(Target::tenant, Function.identity()));
    List<PlannedTenant> planned = new ArrayList<>();
    for (int wave = 0; wave < plan.waves().size(); wave++) {
      List<TenantId> tenants = plan.waves().get(wave).tenants();
      for (int position = 0; position < tenants.size(); position++) {
        TenantId tenant = tenants.get(position);
        String shard = java.util.Objects.requireNonNull(byTenant.get(tenant)).shard().value();
        planned.add(new PlannedTenant(tenant, shard, wave, position));
      }
    }
    return planned;
  }

  private String letters() {
    return random
        .ints(4, 0, LETTERS.length())
        .mapToObj(i -> String.valueOf(LETTERS.charAt(i)))
        .collect(Collectors.joining());
  }
}
