package dev.skein.worker.attempts;

import dev.skein.contracts.command.ReleaseOrder;
import dev.skein.contracts.command.TenantCommand;
import dev.skein.engine.MigrationRequest;
import dev.skein.engine.PreparedRelease;
import dev.skein.worker.ShardProperties;

/** Commands as the engine takes them. */
final class AttemptRequests {
  private AttemptRequests() {}

  static MigrationRequest of(
      ShardProperties shard, TenantCommand command, ReleaseOrder order, PreparedRelease release) {
    return new MigrationRequest(
        command.target().tenant(),
        shard.address(command.target()),
        release,
        order.placeholders(),
        command.target().labels(),
        command.order().epoch(),
        command.order().rollout(),
        command.order().attempt(),
        command.order().timeLimit(),
        command.target().hasNeighbours(),
        shard.replicaLag(),
        order.environment());
  }
}
