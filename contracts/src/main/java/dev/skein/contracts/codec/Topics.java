package dev.skein.contracts.codec;

import dev.skein.contracts.id.ShardId;

/** The topics' names. The coordinator creates them; nobody else does. */
public final class Topics {
  /** Releases as they are published, keyed by digest. */
  public static final String RELEASES = "skein.releases.v1";

  /** Reports of workers, keyed by tenant. */
  public static final String RESULTS = "skein.results.v1";

  /** Signs of life of workers, keyed by worker. */
  public static final String HEARTBEATS = "skein.heartbeats.v1";

  /** Compacted by rollout: may its attempts start? */
  public static final String CONTROL = "skein.control.v1";

  /** Compacted by tenant: where does it stand? */
  public static final String TENANT_STATE = "skein.tenant-state.v1";

  /** Records that could not be read, as they came. */
  public static final String DEAD_LETTERS = "skein.dead-letters.v1";

  /** Of each command topic, and so the most workers that can share a shard. */
  public static final int COMMAND_PARTITIONS = 12;

  private Topics() {}

  /** The commands of one shard, keyed by tenant. */
  public static String migrations(ShardId shard) {
    return "skein.migrations." + shard.value() + ".v1";
  }

  /** The consumer group of the workers of one shard. */
  public static String workerGroup(ShardId shard) {
    return "skein-worker." + shard.value();
  }
}
