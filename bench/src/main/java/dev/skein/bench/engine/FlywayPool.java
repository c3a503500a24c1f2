package dev.skein.bench.engine;

import dev.skein.cli.shell.CommandFailedException;
import dev.skein.cli.shell.ExitCode;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** What applications write themselves: Flyway's API with its defaults, in a thread pool. */
final class FlywayPool implements Contender {
  private final ServerLogin login;

  FlywayPool(ServerLogin login) {
    this.login = login;
  }

  @Override
  public String name() {
    return "flyway-pool";
  }

  @Override
  public String versions(String schema) {
    return historyVersions(schema);
  }

  /** Whoever keeps Flyway's history has them there. */
  static String historyVersions(String schema) {
    return "select version::int from %s.flyway_schema_history where success and version is not null"
        .formatted(schema);
  }

  @Override
  public void migrate(List<Location> tenants, List<Goal> goals, int threads) {
    Concurrently.inPool(threads, tenants, goals, this::migrate);
  }

  private void migrate(Location tenant, Goal goal) {
    try {
      FluentConfiguration flyway =
          Flyway.configure()
              .dataSource(login.url(tenant.database()), login.username(), login.password())
              .locations("filesystem:" + goal.folder());
      if (tenant.sharesDatabase()) {
        flyway.defaultSchema(tenant.schema());
      }
      flyway.load().migrate();
    } catch (FlywayException e) {
      throw new CommandFailedException(
          ExitCode.ROLLOUT_FAILED, List.of("flyway-pool on %s: %s".formatted(tenant, e)));
    }
  }
}
