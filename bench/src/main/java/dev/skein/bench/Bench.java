package dev.skein.bench;

import dev.skein.bench.coordinator.CoordinatorCommand;
import dev.skein.bench.engine.EngineCommand;
import dev.skein.bench.engine.FleetCommand;
import dev.skein.bench.engine.SoakCommand;
import dev.skein.cli.SkeinCommand;
import dev.skein.cli.shell.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Adds {@code skein bench …}. */
public final class Bench implements SkeinCommand {

  @Command(
      name = "bench",
      description = "Measure parts of Skein beside what they are compared with.",
      footer = {
        "",
        "Examples:",
        "  skein bench engine",
        "  skein bench soak --tenants 100",
        "  skein bench fleet --tenants 100",
        "  skein bench coordinator --tenants 1000 --shards 5",
        "  skein bench engine --json"
      })
  private static final class Group {}

  @Override
  public String name() {
    return "bench";
  }

  @Override
  public Object command(Shell shell) {
    return new CommandLine(new Group())
        .addSubcommand(new EngineCommand(shell))
        .addSubcommand(new SoakCommand(shell))
        .addSubcommand(new FleetCommand(shell))
        .addSubcommand(new CoordinatorCommand(shell));
  }
}
