package dev.skein.coordinator.rollouts;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.id.TenantId;
import dev.skein.coordinator.releases.ComposedReleases;
import dev.skein.coordinator.releases.ReleaseView;
import dev.skein.coordinator.web.RefusedException;
import dev.skein.release.bundle.ReleaseBundle;
import dev.skein.release.compensation.Compensation;
import dev.skein.release.script.Loss;
import dev.skein.rollout.policy.Canary;
import dev.skein.rollout.policy.RolloutPolicy;
import dev.skein.rollout.state.TenantState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Works out how a rollout can be taken back; changes nothing. */
@Component
class RollbackPlanner {
  private static final String SUFFIX = "-rollback";

  /** Left out until a person lets them in. */
  static final TenantState[] OUT = {TenantState.FAILED_PARTIAL, TenantState.QUARANTINED};

  private final RollbackRows rows;
  private final RollbackBefore before;
  private final ComposedReleases releases;
  private final RolloutStarter starter;

  RollbackPlanner(
      RollbackRows rows, RollbackBefore before, ComposedReleases releases, RolloutStarter starter) {
    this.rows = rows;
    this.before = before;
    this.releases = releases;
    this.starter = starter;
  }

  /**
   * @param release the one that takes back; nobody has stored it yet
   * @param view for people
   */
  record Planned(
      ReleaseBundle release, RolloutPolicy policy, StartRollout start, RollbackView.Plan view) {}

  Planned plan(LockedRollout locked, RollbackRequest request) {
    RollbackBefore.Found found = before.find(locked, request.to());
    Compensation compensation =
        Compensation.of(releases.bundle(locked.release().value()), found.before());
    if (!compensation.missing().isEmpty()) {
      throw RefusedException.invalid(
              "expected a release that can be taken back but something is missing")
          .with("problems", compensation.missing());
    }
    ReleaseBundle back =
        releases.named(
            locked.releaseName() + SUFFIX, name -> compensation.compose(name, request.replay()));
    SchemaVersion head = back.head().orElse(null);
    refuseGoneOn(locked, head);
    RolloutPolicy policy = policy(locked, request);
    StartRollout start = start(locked, back, request);
    ReleaseView unstored =
        new ReleaseView(
            back.digest().value(),
            back.name().value(),
            head == null ? null : head.value(),
            back.scripts().size(),
            0,
            Instant.now());
    return new Planned(
        back,
        policy,
        start,
        RollbackView.Plan.of(
            compensation,
            back,
            found.words(),
            RollbackGroup.of(rows.slots(locked.id()), request.replay()),
            starter.preview(start, unstored, policy)));
  }

  /** What it costs must be wanted. */
  static void refuseLoss(RollbackView.Plan plan, RollbackRequest request) {
    if (request.acceptLoss() || plan.loss().equals(Loss.LOSSLESS.label())) {
      return;
    }
    throw RefusedException.conflict(
        "expected --accept-loss since taking back %s is not lossless but it was not said; look at it with --plan"
            .formatted(
                plan.undone().stream()
                    .filter(one -> !one.loss().equals(Loss.LOSSLESS.label()))
                    .map(one -> "%s (%s)".formatted(one.script(), one.loss()))
                    .collect(Collectors.joining(", "))));
  }

  /** A later release must be taken back before. */
  private void refuseGoneOn(LockedRollout locked, @Nullable SchemaVersion head) {
    if (head == null) {
      return;
    }
    rows.slots(locked.id()).stream()
        .filter(slots -> slots.version() != null && slots.version().compareTo(head) > 0)
        .findFirst()
        .ifPresent(
            slots -> {
              throw RefusedException.conflict(
                  "expected tenants at most at version %s but %s stands at %s; roll back the rollout that brought it there first"
                      .formatted(head, slots.sample().getFirst(), slots.version()));
            });
  }

  private RolloutPolicy policy(LockedRollout locked, RollbackRequest request) {
    if (request.policy() != null) {
      return RolloutStarter.policy(request.policy());
    }
    RolloutPolicy policy = locked.rollout().policy();
    Canary canary = policy.canary();
    return new RolloutPolicy(
        new Canary(
            canary(locked),
            Map.of(),
            0,
            0,
            canary.bake(),
            canary.failures(),
            canary.sameSignature()),
        policy.waves(),
        policy.halt(),
        policy.retry(),
        policy.perShard(),
        policy.deadline(),
        policy.fingerprint(),
        policy.backup());
  }

  /** The rollout's own, or where nobody of it is left, the first that stands well, or at all. */
  private Set<TenantId> canary(LockedRollout locked) {
    List<String> own = rows.canary(locked.id(), OUT);
    if (!own.isEmpty()) {
      return own.stream().map(TenantId::new).collect(Collectors.toSet());
    }
    TenantState[] rest =
        Stream.of(TenantState.values())
            .filter(state -> !List.of(OUT).contains(state))
            .toArray(TenantState[]::new);
    return Stream.concat(
            rows.tenants(locked.id(), TenantState.SUCCEEDED).stream(),
            rows.tenants(locked.id(), rest).stream())
        .findFirst()
        .map(tenant -> Set.of(new TenantId(tenant)))
        .orElseThrow(
            () ->
                RefusedException.conflict(
                    "expected a tenant of rollout %s that can be sent but all of them failed half-way or are quarantined"
                        .formatted(locked.id())));
  }

  /** Planned first, so that nobody is sent before those who must not be are out. */
  private StartRollout start(LockedRollout locked, ReleaseBundle back, RollbackRequest request) {
    return new StartRollout(
        back.digest().value(),
        null,
        rows.tenants(locked.id(), TenantState.values()),
        List.of(),
        Map.of(),
        locked.environment(),
        locked.placeholders(),
        true,
        true,
        request.reason());
  }
}
