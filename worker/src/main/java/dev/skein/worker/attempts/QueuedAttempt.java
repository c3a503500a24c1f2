package dev.skein.worker.attempts;

import dev.skein.contracts.command.TenantCommand;
import dev.skein.contracts.id.AttemptId;
import dev.skein.contracts.report.AttemptRef;

/** An attempt in hand. */
public record QueuedAttempt(TenantCommand command) {
  public AttemptId id() {
    return command.order().attempt();
  }

  /** What reports call it. */
  public AttemptRef ref() {
    return new AttemptRef(
        command.order().rollout(),
        command.target().tenant(),
        command.target().shard(),
        command.order().attempt(),
        command.order().epoch());
  }
}
