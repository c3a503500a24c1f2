package dev.skein.cli.webhooks;

import dev.skein.cli.client.Query;
import dev.skein.cli.connect.Connection;
import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.shell.Table;
import java.util.List;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

@Command(
    name = "list",
    description = "List the webhooks, and how they fare.",
    footer = {"", "Example:", "  skein webhooks list"})
final class ListCommand implements Runnable {
  private final Shell shell;

  ListCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    List<JsonNode> webhooks =
        Connection.open(shell).rawPage(new Query(), null, 1000, "webhooks").items();
    if (shell.json()) {
      JsonOutput.print(shell.out(), webhooks);
      return;
    }
    Table table =
        new Table("NAME", "TO", "EVENTS", "STATE", "SINCE", "WAITING", "DELIVERED", "FAILED");
    for (JsonNode webhook : webhooks) {
      String state = Lines.text(webhook, "state");
      table.row(
          Lines.text(webhook, "name"),
          Lines.text(webhook, "url"),
          Lines.events(webhook),
          state,
          Lines.time(webhook, state.equals("disabled") ? "disabledAt" : "failingSince"),
          Lines.number(webhook, "waiting"),
          Lines.number(webhook, "delivered"),
          Lines.number(webhook, "failed"));
    }
    table.print(shell);
  }
}
