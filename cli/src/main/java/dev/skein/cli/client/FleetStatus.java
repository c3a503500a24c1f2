package dev.skein.cli.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the fleet stands.
 *
 * @param versions the highest first, those without one last
 * @param newest the newest release that a rollout completed with, or null
 * @param rollouts those that are live, and the newest one
 * @param backfills those that are not done on every tenant that has them
 * @param attention what a person should look at, one line each
 */
public record FleetStatus(
    int tenants,
    List<Version> versions,
    @Nullable Newest newest,
    @Nullable Late late,
    List<RolloutStatus> rollouts,
    List<BackfillInfo> backfills,
    List<String> attention) {
  public FleetStatus {
    versions = Absent.list(versions);
    rollouts = Absent.list(rollouts);
    backfills = Absent.list(backfills);
    attention = Absent.list(attention);
  }

  /**
   * Tenants at one version.
   *
   * @param version null for those that were never heard of
   * @param lateSince null when they are not late
   */
  public record Version(@Nullable String version, int tenants, @Nullable Instant lateSince) {}

  /** The release that rollouts completed with last. */
  public record Newest(
      String rollout, String release, String version, @Nullable Instant completedAt) {}

  /** Tenants below that release's version; the first of them by name. */
  public record Late(int tenants, @Nullable Instant since, List<Tenant> sample) {
    public Late {
      sample = Absent.list(sample);
    }
  }

  /**
   * A late tenant.
   *
   * @param why it failed, is blocked or left out, or null
   */
  public record Tenant(
      String tenant,
      String shard,
      @Nullable String version,
      @Nullable Instant since,
      String status,
      @Nullable String rollout,
      @Nullable String why,
      @Nullable String cluster) {
    public Tenant {
      tenant = Absent.text(tenant);
      shard = Absent.text(shard);
      status = Absent.text(status);
    }
  }
}
