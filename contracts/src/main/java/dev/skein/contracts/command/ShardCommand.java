package dev.skein.contracts.command;

import dev.skein.contracts.Message;
import dev.skein.contracts.id.ShardId;

/** One piece of work at a whole shard; its Kafka key is the shard. */
public sealed interface ShardCommand extends Message permits DiscoverTenants {
  ShardId shard();

  AttemptOrder order();

  @Override
  default String key() {
    return shard().value();
  }
}
