package dev.skein.cli.freezes;

import dev.skein.cli.shell.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code skein freeze …}. */
public final class FreezeCommands {
  private FreezeCommands() {}

  @Command(
      name = "freeze",
      description = "Keep the fleet, a shard, a label or a tenant as it is for a while.",
      footer = {
        "",
        "Examples:",
        "  skein freeze add --fleet --until 2027-01-07 --reason \"year's end\"",
        "  skein freeze list",
        "  skein freeze lift f1 --reason \"books are closed\""
      })
  private static final class Group {}

  public static CommandLine group(Shell shell) {
    return new CommandLine(new Group())
        .addSubcommand(new AddCommand(shell))
        .addSubcommand(new ListCommand(shell))
        .addSubcommand(new LiftCommand(shell));
  }
}
