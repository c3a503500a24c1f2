package dev.skein.bench.engine;

import dev.skein.cli.shell.CommandFailedException;
import dev.skein.cli.shell.ExitCode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** What people run today: a shell's loop that starts a process a tenant, one after the other. */
abstract class ProcessLoop implements Contender {
  /** Read by the process that is started; on no command line. */
  static final String PASSWORD = "PGPASSWORD";

  private final ServerLogin login;

  ProcessLoop(ServerLogin login) {
    this.login = login;
  }

  @Override
  public final boolean aProcessEach() {
    return true;
  }

  @Override
  public final void migrate(List<Location> tenants, List<Goal> goals, int threads) {
    for (Goal goal : goals) {
      tenants.forEach(tenant -> run(tenant, command(login, tenant, goal)));
    }
  }

  abstract List<String> command(ServerLogin login, Location tenant, Goal goal);

  private void run(Location tenant, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put(PASSWORD, login.password());
    // What psql asks for at connect; a JVM does not read it.
    builder.environment().put("PGOPTIONS", "-c search_path=" + tenant.schema());
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    try {
      int code = builder.start().waitFor();
      if (code != 0) {
        throw new CommandFailedException(
            ExitCode.ROLLOUT_FAILED, List.of("%s on %s: exit %d".formatted(name(), tenant, code)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }

  /** A JVM a tenant, which runs Flyway's API with its defaults. */
  static final class OfFlyway extends ProcessLoop {
    OfFlyway(ServerLogin login) {
      super(login);
    }

    @Override
    public String name() {
      return "flyway-loop";
    }

    @Override
    public String versions(String schema) {
      return FlywayPool.historyVersions(schema);
    }

    @Override
    List<String> command(ServerLogin login, Location tenant, Goal goal) {
      return List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-cp",
          System.getProperty("java.class.path"),
          FlywayMain.class.getName(),
          login.url(tenant.database()),
          login.username(),
          goal.folder().toString(),
          tenant.schema());
    }
  }

  /** A psql a tenant, in one transaction, with a version row that it writes itself. */
  static final class OfPsql extends ProcessLoop {
    private final Path program;

    OfPsql(ServerLogin login, Path program) {
      super(login);
      this.program = program;
    }

    /** Where psql is installed; null where it is not. */
    static @Nullable Path program() {
      for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
        Path found = Path.of(folder, "psql");
        if (!folder.isEmpty() && found.toFile().canExecute()) {
          return found;
        }
      }
      return null;
    }

    @Override
    public String name() {
      return "psql-loop";
    }

    @Override
    public String versions(String schema) {
      return "select version from " + Floor.table(schema);
    }

    @Override
    List<String> command(ServerLogin login, Location tenant, Goal goal) {
      List<String> command =
          new ArrayList<>(
              List.of(
                  program.toString(),
                  "-X",
                  "-q",
                  "-v",
                  "ON_ERROR_STOP=1",
                  "-d",
                  login.url(tenant.database()).substring("jdbc:".length()),
                  "-U",
                  login.username(),
                  "-1"));
      if (goal.pending().isEmpty()) {
        command.addAll(List.of("-c", versions(tenant.schema())));
      }
      for (Script script : goal.pending()) {
        command.addAll(List.of("-f", goal.folder().resolve(script.fileName()).toString()));
        command.addAll(
            List.of(
                "-c",
                "insert into %s values (%d)"
                    .formatted(Floor.table(tenant.schema()), script.version())));
      }
      return command;
    }
  }
}
