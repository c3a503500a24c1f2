package dev.skein.bench.coordinator;

import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the coordinator under a large fleet. */
@Command(
    name = "coordinator",
    description = {
      "Measure the coordinator under a large fleet: real Kafka and a real store, both embedded, and"
          + " simulated workers that speak as real ones do but touch no tenant.",
      "",
      "The coordinator runs in a process of its own with a heap of 512 MiB."
    },
    footer = {
      "",
      "Examples:",
      "  skein bench coordinator --tenants 1000 --shards 5",
      "  skein bench coordinator --tenants 100000 --shards 50 --json"
    })
public final class CoordinatorCommand implements Callable<Integer> {
  private final Shell shell;

  @Option(
      names = "--tenants",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Tenants in the fleet (${DEFAULT-VALUE}).")
  private int tenants;

  @Option(
      names = "--shards",
      paramLabel = "N",
      defaultValue = "50",
      description = "Shards that they are on, with a worker each (${DEFAULT-VALUE}).")
  private int shards;

  public CoordinatorCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    CoordinatorPlan plan = new CoordinatorPlan(tenants, shards);
    try (BenchStack stack = BenchStack.start();
        SimulatedWorkers workers = new SimulatedWorkers(plan, stack.brokers())) {
      CoordinatorReport report = new CoordinatorBench(plan, stack, workers, shell.err()).run();
      if (shell.json()) {
        JsonOutput.print(shell.out(), report);
      } else {
        shell.out().print(CoordinatorText.of(stack.machine(), report));
      }
      return 0;
    }
  }
}
