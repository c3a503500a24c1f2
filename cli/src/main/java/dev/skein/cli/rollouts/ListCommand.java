package dev.skein.cli.rollouts;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.Query;
import dev.skein.cli.client.RolloutStatus;
import dev.skein.cli.connect.Connection;
import dev.skein.cli.lists.ListOptions;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.shell.Table;
import dev.skein.cli.shell.Texts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "list",
    description = "List rollouts, the newest first.",
    footer = {"", "Example:", "  skein rollout list --limit 5"})
final class ListCommand implements Runnable {
  private final Shell shell;

  @Mixin private final ListOptions list = new ListOptions();

  ListCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    CoordinatorClient client = Connection.open(shell);
    Table table =
        new Table("ID", "RELEASE", "STATE", "TENANTS", "DONE", "FAILED", "STARTED", "TOOK");
    list.print(
        shell,
        (after, limit) -> client.rawPage(new Query(), after, limit, "rollouts"),
        RolloutStatus.class,
        table,
        rollout -> row(table, rollout));
  }

  private static void row(Table table, RolloutStatus rollout) {
    table.row(
        rollout.id(),
        rollout.release().name(),
        rollout.state(),
        String.valueOf(rollout.tenants()),
        String.valueOf(rollout.counts().done()),
        String.valueOf(rollout.counts().failed()),
        Texts.time(rollout.startedAt()),
        Texts.took(rollout.elapsed()));
  }
}
