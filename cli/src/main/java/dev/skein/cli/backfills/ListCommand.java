package dev.skein.cli.backfills;

import dev.skein.cli.client.BackfillInfo;
import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.Query;
import dev.skein.cli.client.RawPage;
import dev.skein.cli.connect.Connection;
import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.shell.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "list",
    description = "List the backfills that any tenant has.",
    footer = {"", "Examples:", "  skein backfills list", "  skein backfills list --undone --json"})
final class ListCommand implements Runnable {
  private final Shell shell;

  @Option(names = "--undone", description = "Only those that are not done on every tenant.")
  private boolean undone;

  ListCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    RawPage page =
        Connection.open(shell)
            .rawPage(new Query().with("undone", undone), null, CoordinatorClient.PAGE, "backfills");
    if (shell.json()) {
      JsonOutput.print(shell.out(), page.items());
      return;
    }
    Table table =
        new Table(
            "BACKFILL",
            "RELEASE",
            "TENANTS",
            "DONE",
            "RUNNING",
            "PENDING",
            "PAUSED",
            "FAILED",
            "ROWS");
    for (BackfillInfo backfill : page.of(BackfillInfo.class).items()) {
      table.row(
          backfill.name(),
          backfill.release(),
          String.valueOf(backfill.tenants()),
          String.valueOf(backfill.doneTenants()),
          String.valueOf(backfill.running()),
          String.valueOf(backfill.pending()),
          backfill.paused() ? "all" : String.valueOf(backfill.pausedTenants()),
          String.valueOf(backfill.failed()),
          String.valueOf(backfill.rows()));
    }
    table.print(shell);
  }
}
