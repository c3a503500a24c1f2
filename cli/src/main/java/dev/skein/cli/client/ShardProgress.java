package dev.skein.cli.client;

/** A rollout's tenants on one shard. */
public record ShardProgress(String shard, RolloutStatus.Counts counts) {
  public ShardProgress {
    shard = Absent.text(shard);
    counts = counts == null ? RolloutStatus.Counts.NONE : counts;
  }
}
