package dev.skein.bench.engine;

import dev.skein.cli.shell.CommandFailedException;
import dev.skein.cli.shell.ExitCode;
import dev.skein.contracts.id.AttemptId;
import dev.skein.contracts.id.Epoch;
import dev.skein.contracts.id.TenantId;
import dev.skein.contracts.report.Outcome;
import dev.skein.engine.EngineSettings;
import dev.skein.engine.MigrationListener;
import dev.skein.engine.MigrationRequest;
import dev.skein.engine.TenantEngine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The engine as the worker calls it. */
final class Skein implements Contender {
  /** The same for all: copies of a database carry the stamp of the one that they came from. */
  private static final TenantId TENANT = new TenantId("bench");

  private static final Duration TIME_LIMIT = Duration.ofHours(1);

  private final ServerLogin login;
  private final TenantEngine engine = new TenantEngine(EngineSettings.defaults());
  private final AtomicLong epochs = new AtomicLong();

  Skein(ServerLogin login) {
    this.login = login;
  }

  @Override
  public String name() {
    return "skein";
  }

  @Override
  public String versions(String schema) {
    // The engine keeps Flyway's own history.
    return FlywayPool.historyVersions(schema);
  }

  @Override
  public void migrate(List<Location> tenants, List<Goal> goals, int threads) {
    Concurrently.inPool(threads, tenants, goals, this::migrate);
  }

  void migrate(Location tenant, Goal goal) {
    Outcome outcome =
        engine.migrate(
            new MigrationRequest(
                TENANT,
                login.tenant(tenant),
                goal.release(),
                Map.of(),
                Map.of(),
                new Epoch(0, epochs.incrementAndGet()),
                null,
                AttemptId.random(),
                TIME_LIMIT,
                tenant.sharesDatabase(),
                null,
                null),
            MigrationListener.none());
    boolean done =
        goal.pending().isEmpty()
            ? outcome instanceof Outcome.AlreadyCurrent
            : outcome instanceof Outcome.Applied applied
                && applied.scripts() == goal.pending().size();
    if (!done) {
      throw new CommandFailedException(
          ExitCode.ROLLOUT_FAILED, List.of("skein on %s: %s".formatted(tenant, outcome)));
    }
  }
}
