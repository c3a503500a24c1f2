package dev.skein.cli.releases;

import dev.skein.cli.shell.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code skein publish} and {@code skein releases …}. */
public final class ReleaseCommands {
  private ReleaseCommands() {}

  @Command(
      name = "releases",
      description = "Look at published releases.",
      footer = {"", "Examples:", "  skein releases list", "  skein releases export 2026.11.3 db/"})
  private static final class Group {}

  public static Object publish(Shell shell) {
    return new PublishCommand(shell);
  }

  public static CommandLine group(Shell shell) {
    return new CommandLine(new Group())
        .addSubcommand(new ListCommand(shell))
        .addSubcommand(new ShowCommand(shell))
        .addSubcommand(new ExportCommand(shell));
  }
}
