package dev.skein.cli.tenants;

import dev.skein.cli.shell.Shell;
import dev.skein.cli.surveys.SurveyCommands;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code skein tenants …}. */
public final class TenantCommands {
  private TenantCommands() {}

  @Command(
      name = "tenants",
      description =
          "Import tenants, look at them, export them, take existing ones on; say when they may be"
              + " changed.",
      footer = {
        "",
        "Examples:",
        "  skein tenants import tenants.csv",
        "  skein tenants list --label tier=gold",
        "  skein tenants show acme"
      })
  private static final class Group {}

  @Command(
      name = "window",
      description = "Say when tenants may be changed.",
      footer = {
        "",
        "Example:",
        "  skein tenants window set acme --window \"Mo-Fr 01:00-05:00 Europe/Berlin\""
      })
  private static final class Windows {}

  public static CommandLine group(Shell shell) {
    return new CommandLine(new Group())
        .addSubcommand(new ImportCommand(shell))
        .addSubcommand(new ListCommand(shell))
        .addSubcommand(new ShowCommand(shell))
        .addSubcommand(new ExportCommand(shell))
        .addSubcommand(SurveyCommands.baseline(shell))
        .addSubcommand(
            new CommandLine(new Windows())
                .addSubcommand(new BlockCommand.SetWindow(shell))
                .addSubcommand(new BlockCommand.ClearWindow(shell)))
        .addSubcommand(new BlockCommand.Pin(shell))
        .addSubcommand(new BlockCommand.Unpin(shell))
        .addSubcommand(new BlockCommand.Quarantine(shell))
        .addSubcommand(new BlockCommand.Release(shell));
  }
}
