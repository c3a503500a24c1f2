package dev.skein.bench.engine;

import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the engine, on a server of its own or on a given one. */
@Command(
    name = "engine",
    description = {
      "Measure the engine beside plain JDBC and Flyway's API in a thread pool: tenants with nothing"
          + " pending, with one migration pending, and empty ones that take a whole history.",
      "",
      "Without --url on an embedded PostgreSQL. With --url jdbc:postgresql://… on that server: its"
          + " databases named skein_bench_… are made here and dropped at the end."
    },
    footer = {
      "",
      "Examples:",
      "  skein bench engine",
      "  skein bench engine --tenants 20 --threads 2 --history 50",
      "  skein bench engine --json > bench.json",
      "  skein bench engine --url jdbc:postgresql://127.0.0.1:5432/postgres \\",
      "      --username postgres --password-file secret"
    })
public final class EngineCommand implements Callable<Integer> {
  private static final int BROKEN_OFF = 130;

  private final Shell shell;

  @Option(
      names = "--tenants",
      paramLabel = "N",
      defaultValue = "80",
      description = "Databases for each engine (${DEFAULT-VALUE}); a tenth take a whole history.")
  private int tenants;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "4",
      description = "Tenants at a time (${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Rounds that count (${DEFAULT-VALUE}); one to warm up comes before them.")
  private int rounds;

  @Option(
      names = "--history",
      paramLabel = "N",
      defaultValue = "300",
      description = "Migrations in a whole history (${DEFAULT-VALUE}).")
  private int history;

  @Option(
      names = "--no-loops",
      description = "Leave out the loops that start a JVM, or psql, for each tenant.")
  private boolean noLoops;

  @Mixin private ServerOptions options = new ServerOptions();

  public EngineCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    EnginePlan plan = new EnginePlan(tenants, threads, rounds, history, !noLoops);
    try (BenchServer server = options.server(shell)) {
      try {
        server.requireRoomFor(plan);
        print(plan, new EngineBench(server, plan, shell.err()).run());
        return 0;
      } catch (RuntimeException | IOException e) {
        if (server.brokenOff()) {
          // By Ctrl-C: what fails now fails because the server's end is under way.
          return BROKEN_OFF;
        }
        throw e;
      }
    }
  }

  private void print(EnginePlan plan, EngineReport report) {
    if (shell.json()) {
      JsonOutput.print(shell.out(), report);
    } else {
      shell.out().print(Markdown.of(plan, report));
    }
  }
}
