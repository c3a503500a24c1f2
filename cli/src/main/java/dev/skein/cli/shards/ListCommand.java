package dev.skein.cli.shards;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.ShardInfo;
import dev.skein.cli.connect.Connection;
import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.shell.Table;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

@Command(
    name = "list",
    description = "List shards: what they hold, and which workers serve them.",
    footer = {"", "Example:", "  skein shards list --json"})
final class ListCommand implements Runnable {
  private final Shell shell;

  ListCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    CoordinatorClient client = Connection.open(shell);
    if (shell.json()) {
      JsonOutput.print(shell.out(), client.raw("shards").path("items"));
      return;
    }
    Table table = new Table("ID", "CONCURRENCY", "TENANTS", "IN FLIGHT", "WORKERS");
    for (ShardInfo shard : client.shards()) {
      table.row(
          shard.id(),
          String.valueOf(shard.concurrency()),
          String.valueOf(shard.tenants()),
          String.valueOf(shard.inFlight()),
          workers(shard));
    }
    table.print(shell);
  }

  private static String workers(ShardInfo shard) {
    return shard.workers().isEmpty()
        ? "none"
        : shard.workers().stream().map(ListCommand::worker).collect(Collectors.joining(", "));
  }

  private static String worker(ShardInfo.Worker worker) {
    return worker.id() + (worker.stopping() ? " (stopping)" : worker.live() ? "" : " (silent)");
  }
}
