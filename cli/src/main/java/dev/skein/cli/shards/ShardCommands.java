package dev.skein.cli.shards;

import dev.skein.cli.shell.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code skein shards …}. */
public final class ShardCommands {
  private ShardCommands() {}

  @Command(
      name = "shards",
      description = "Look at the shards and their workers.",
      footer = {"", "Example:", "  skein shards list"})
  private static final class Group {}

  public static CommandLine group(Shell shell) {
    return new CommandLine(new Group()).addSubcommand(new ListCommand(shell));
  }
}
