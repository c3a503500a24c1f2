package dev.skein.coordinator.rollouts;

import dev.skein.coordinator.webhooks.NewsType;
import dev.skein.coordinator.webhooks.RolloutNews;
import dev.skein.coordinator.webhooks.WebhookOutbox;
import dev.skein.rollout.rules.RolloutChange;
import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.TenantState;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts what changed in a rollout into words for webhooks, in the transaction that changes it. */
@Component
class Bulletins {
  private static final int CAUSES = 5;

  private final WebhookOutbox webhooks;
  private final ClusterRows clusters;

  Bulletins(WebhookOutbox webhooks, ClusterRows clusters) {
    this.webhooks = webhooks;
    this.clusters = clusters;
  }

  void tell(LockedRollout locked, Rollout after, List<RolloutChange> changes) {
    for (RolloutChange change : changes) {
      Bulletin bulletin = bulletin(locked, after, change);
      if (bulletin != null) {
        webhooks.tell(bulletin.type, () -> news(locked, after, bulletin));
      }
    }
  }

  /**
   * What is told of a change.
   *
   * @param wave which one it is about, or null
   * @param shard which one it is about, or null
   */
  private record Bulletin(
      NewsType type, String reason, @Nullable Integer wave, @Nullable String shard, String next) {}

  /** Null for what nobody needs to be told. */
  private static @Nullable Bulletin bulletin(
      LockedRollout locked, Rollout after, RolloutChange change) {
    String id = locked.id().value();
    String status = "skein rollout status " + id;
    int current = after.current();
    return switch (change) {
      case RolloutChange.WaveBakes _ -> null;
      case RolloutChange.WaveStarted(int wave) ->
          wave == 0 ? new Bulletin(NewsType.STARTED, "", null, null, "skein watch " + id) : null;
      case RolloutChange.WavePassed(int wave) ->
          new Bulletin(NewsType.WAVE_PASSED, "", wave, null, "skein watch " + id);
      case RolloutChange.ApprovalNeeded(int wave) ->
          new Bulletin(
              NewsType.APPROVAL_NEEDED,
              wave == 0
                  ? "its plan waits for a person"
                  : "wave %d waits for a person".formatted(wave),
              wave,
              null,
              "skein rollout approve " + id + (wave == 0 ? "" : " --wave " + wave));
      case RolloutChange.ShardTripped(String shard, int errors) ->
          new Bulletin(
              NewsType.SHARD_PAUSED,
              "%d attempts in a row ended without a verdict at shard %s".formatted(errors, shard),
              null,
              shard,
              "skein rollout resume " + id);
      case RolloutChange.Halted(String reason) ->
          new Bulletin(NewsType.HALTED, reason, current, null, status);
      case RolloutChange.Paused(String reason) ->
          new Bulletin(NewsType.PAUSED, reason, current, null, "skein rollout resume " + id);
      case RolloutChange.Resumed() ->
          new Bulletin(NewsType.RESUMED, "", current, null, "skein watch " + id);
      // One that is frozen to be taken back is told of once it is known what does so.
      case RolloutChange.Aborted(String reason) ->
          after.state() == RolloutState.COMPENSATING
              ? null
              : new Bulletin(NewsType.ABORTED, reason, current, null, status);
      case RolloutChange.Completed _ ->
          new Bulletin(
              NewsType.COMPLETED,
              after.reason(),
              null,
              null,
              failed(after) ? "skein rollout retry " + id : status);
      case RolloutChange.RollbackStarted(String by) ->
          new Bulletin(NewsType.ROLLBACK_STARTED, after.reason(), null, null, "skein watch " + by);
      case RolloutChange.RollbackStuck(String reason) ->
          new Bulletin(NewsType.ROLLBACK_STUCK, reason, null, null, "skein rollback " + id);
      case RolloutChange.RolledBack(String reason) ->
          new Bulletin(NewsType.ROLLED_BACK, reason, null, null, status);
    };
  }

  private RolloutNews news(LockedRollout locked, Rollout after, Bulletin bulletin) {
    return new RolloutNews(
        locked.id().value(),
        new RolloutNews.Release(
            locked.releaseName().value(),
            locked.release().value(),
            locked.head() == null ? null : locked.head().value()),
        after.state().name(),
        bulletin.reason,
        bulletin.wave,
        after.waves().size(),
        bulletin.shard,
        after.terms().supersededBy(),
        RolloutNews.Tenants.of(after.tally()),
        failed(after) ? clusters.largest(locked.id(), CAUSES) : List.of(),
        "/api/rollouts/" + locked.id(),
        bulletin.next);
  }

  private static boolean failed(Rollout rollout) {
    return rollout.tally().count(TenantState.Phase.FAILED) > 0;
  }
}
