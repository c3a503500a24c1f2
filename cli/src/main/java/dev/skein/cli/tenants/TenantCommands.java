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
      description = "Import tenants, look at them, export them, take existing ones on.",
      footer = {
        "",
        "Examples:",
        "  skein tenants import tenants.csv",
        "  skein tenants list --label tier=gold",
        "  skein tenants show acme"
      })
  private static final class Group {}

  public static CommandLine group(Shell shell) {
    return new CommandLine(new Group())
        .addSubcommand(new ImportCommand(shell))
        .addSubcommand(new ListCommand(shell))
        .addSubcommand(new ShowCommand(shell))
        .addSubcommand(new ExportCommand(shell))
        .addSubcommand(SurveyCommands.baseline(shell));
  }
}
