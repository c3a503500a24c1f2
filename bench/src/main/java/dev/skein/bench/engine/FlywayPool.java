package dev.skein.bench.engine;

import dev.skein.cli.shell.CommandFailedException;
import dev.skein.cli.shell.ExitCode;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** What applications write themselves: Flyway's API with its defaults, in a thread pool. */
final class FlywayPool implements Contender {
  static final String VERSIONS =
      "select version::int from public.flyway_schema_history"
          + " where success and version is not null";

  private final ServerLogin login;

  FlywayPool(ServerLogin login) {
    this.login = login;
  }

  @Override
  public String name() {
    return "flyway-pool";
  }

  @Override
  public String versions() {
    return VERSIONS;
  }

  @Override
  public void migrate(List<String> databases, Goal goal, int threads) {
    Concurrently.inPool(threads, databases, database -> migrate(database, goal));
  }

  private void migrate(String database, Goal goal) {
    try {
      Flyway.configure()
          .dataSource(login.url(database), login.username(), login.password())
          .locations("filesystem:" + goal.folder())
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new CommandFailedException(
          ExitCode.ROLLOUT_FAILED, List.of("flyway-pool on %s: %s".formatted(database, e)));
    }
  }
}
