package dev.skein.contracts.report;

import dev.skein.contracts.Message;
import java.time.Instant;

/** What a worker says of one attempt; its Kafka key is the tenant. */
public sealed interface MigrationReport extends Message
    permits MigrationAccepted,
        MigrationStarted,
        MigrationProgressed,
        TenantMigrationResult,
        CommandAnswered {
  AttemptRef attempt();

  WorkerRef worker();

  /** By the worker's clock; for people, never for decisions. */
  Instant at();

  @Override
  default String key() {
    return attempt().tenant().value();
  }
}
