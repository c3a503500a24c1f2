package dev.skein.bench.engine;

import dev.skein.cli.shell.CommandFailedException;
import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
      "  skein bench engine --schemas --no-loops",
      "  skein bench engine --sweep 1,2,4,8,16 --history 20",
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
      description = "Tenants of each engine (${DEFAULT-VALUE}); fewer take a whole history.")
  private int tenants;

  @Option(names = "--threads", paramLabel = "N", description = "Tenants at a time (4).")
  private @Nullable Integer threads;

  @Option(
      names = "--sweep",
      paramLabel = "N,N,…",
      split = ",",
      description = "Measure the floor and Skein alone, with each of these numbers at a time.")
  private @Nullable List<Integer> sweep;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Rounds that count (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "4",
      description =
          "How long a round of an engine lasts, about (${DEFAULT-VALUE}); 0: one pass over the"
              + " tenants.")
  private int seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      defaultValue = "15",
      description =
          "How long each engine runs in each case before its rounds count, at least"
              + " (${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--history",
      paramLabel = "N",
      defaultValue = "300",
      description = "Migrations in a whole history (${DEFAULT-VALUE}).")
  private int history;

  @Option(
      names = "--schemas",
      description = "An engine's tenants are schemas of one database, not databases.")
  private boolean schemas;

  @Option(
      names = "--no-loops",
      description =
          "Leave out the loops that start a JVM, or psql, for each tenant; --sweep has none.")
  private boolean noLoops;

  @Mixin private ServerOptions options = new ServerOptions();

  public EngineCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    EnginePlan plan = plan();
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

  private EnginePlan plan() {
    if (threads != null && sweep != null) {
      throw CommandFailedException.badInput("expected --threads or --sweep but got both");
    }
    List<Integer> atATime = sweep != null ? sweep : List.of(threads == null ? 4 : threads);
    if (sweep != null) {
      EnginePlan.requireSweep(sweep);
    }
    return new EnginePlan(tenants, atATime, rounds, history, seconds, warmUp, schemas, !noLoops);
  }

  private void print(EnginePlan plan, EngineReport report) {
    if (shell.json()) {
      JsonOutput.print(shell.out(), report);
    } else {
      shell.out().print(Markdown.of(plan, report));
    }
  }
}
