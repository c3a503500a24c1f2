package dev.skein.bench.engine;

import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the whole platform beside the engine alone. */
@Command(
    name = "fleet",
    description = {
      "Bring one new migration to many databases by the whole platform (publish, Kafka,"
          + " coordinator, worker, results stored), and as many by the engine alone, in turn.",
      "",
      "Without --url on an embedded PostgreSQL, which needs about 20 MB of disk a tenant."
    },
    footer = {"", "Examples:", "  skein bench fleet", "  skein bench fleet --tenants 50 --json"})
public final class FleetCommand implements Callable<Integer> {
  private final Shell shell;

  @Option(
      names = "--tenants",
      paramLabel = "N",
      defaultValue = "300",
      description = "Databases for each of the two (${DEFAULT-VALUE}).")
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
      defaultValue = "5",
      description = "Rounds that count, after one that warms up (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--history",
      paramLabel = "N",
      defaultValue = "50",
      description = "Migrations that every tenant has before (${DEFAULT-VALUE}).")
  private int history;

  @Mixin private ServerOptions options = new ServerOptions();

  public FleetCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    FleetPlan plan = new FleetPlan(tenants, threads, rounds, history);
    try (BenchServer server = options.server(shell)) {
      FleetReport report = new FleetBench(server, plan, shell.err()).run();
      if (shell.json()) {
        JsonOutput.print(shell.out(), report);
      } else {
        shell.out().print(report.text());
      }
      return 0;
    }
  }
}
