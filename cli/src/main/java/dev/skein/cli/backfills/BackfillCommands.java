package dev.skein.cli.backfills;

import dev.skein.cli.shell.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code skein backfills …}. */
public final class BackfillCommands {
  private BackfillCommands() {}

  @Command(
      name = "backfills",
      description = "Show how far backfills are; pause, resume and retry them.",
      footer = {
        "",
        "Examples:",
        "  skein backfills list",
        "  skein backfills show orders-plan",
        "  skein backfills pause orders-plan --reason \"month's end\""
      })
  private static final class Group {}

  public static CommandLine group(Shell shell) {
    return new CommandLine(new Group())
        .addSubcommand(new ListCommand(shell))
        .addSubcommand(new ShowCommand(shell))
        .addSubcommand(new Verbs.Pause(shell))
        .addSubcommand(new Verbs.Resume(shell))
        .addSubcommand(new Verbs.Retry(shell));
  }
}
