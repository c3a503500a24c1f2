package dev.skein.coordinator.status;

import dev.skein.coordinator.backfills.BackfillView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the fleet stands.
 *
 * @param versions the highest first, those without one last
 * @param newest the newest release that a rollout completed with, or null before the first
 * @param late tenants below that release's version
 * @param rollouts those that are live, and the newest one; the newest first
 * @param backfills those that are not done on every tenant that has them, by name
 * @param attention what a person should know and do, beside what concerns one rollout
 */
record FleetStatus(
    int tenants,
    List<VersionCount> versions,
    @Nullable Newest newest,
    Late late,
    List<RolloutStatus> rollouts,
    List<BackfillView> backfills,
    List<String> attention) {
  /**
   * Tenants at one version.
   *
   * @param version where they were last heard to stand; null for those never heard of
   * @param lateSince since when a completed release is above it; null when none is
   */
  record VersionCount(@Nullable String version, int tenants, @Nullable Instant lateSince) {}

  /** The release whose rollout completed last; later ones without a version do not count. */
  record Newest(String rollout, String release, String version, Instant completedAt) {}

  /**
   * @param since when the first of them fell behind; null when nobody did
   * @param sample the first of them
   */
  record Late(int tenants, @Nullable Instant since, List<LateTenant> sample) {}

  /**
   * A tenant below the newest completed release.
   *
   * @param since when the first release above its version was completed
   * @param status where it stands in the rollout that touched it last
   * @param why it failed, is blocked or left out; null when nothing is known
   * @param cluster of its failure, or null
   */
  record LateTenant(
      String tenant,
      String shard,
      @Nullable String version,
      Instant since,
      String status,
      @Nullable String rollout,
      @Nullable String why,
      @Nullable String cluster) {}
}
