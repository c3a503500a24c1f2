package dev.skein.cli.policy;

import dev.skein.cli.shell.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code skein policy …}. */
public final class PolicyCommands {
  private PolicyCommands() {}

  @Command(
      name = "policy",
      description = "Check policy files.",
      footer = {"", "Example:", "  skein policy check canary.yaml"})
  private static final class Group {}

  public static CommandLine group(Shell shell) {
    return new CommandLine(new Group()).addSubcommand(new CheckCommand(shell));
  }
}
