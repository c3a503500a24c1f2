package dev.skein.cli.webhooks;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.Query;
import dev.skein.cli.connect.Connection;
import dev.skein.cli.lists.ListOptions;
import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.shell.Table;
import dev.skein.cli.shell.Texts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
    name = "deliveries",
    description = "What was sent to a webhook, newest first; or one delivery with every try.",
    footer = {
      "",
      "Examples:",
      "  skein webhooks deliveries ops --state failed",
      "  skein webhooks deliveries ops d12"
    })
final class DeliveriesCommand implements Runnable {
  private final Shell shell;

  @Parameters(index = "0", paramLabel = "NAME", description = "A webhook.")
  private String name = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DELIVERY",
      description = "One of them, as in d12.")
  private @Nullable String delivery;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "Only those: waiting, delivered or failed.")
  private @Nullable String state;

  @Mixin private ListOptions list = new ListOptions();

  DeliveriesCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    CoordinatorClient client = Connection.open(shell);
    if (delivery != null) {
      show(client.raw("webhooks", name, "deliveries", delivery));
      return;
    }
    Table table = new Table("ID", "AT", "TYPE", "ROLLOUT", "STATE", "TRIES", "LAST", "NEXT");
    list.print(
        shell,
        (after, limit) ->
            client.rawPage(
                new Query().with("state", state), after, limit, "webhooks", name, "deliveries"),
        JsonNode.class,
        table,
        one ->
            table.row(
                Lines.text(one, "id"),
                Lines.time(one, "madeAt"),
                Lines.text(one, "type"),
                Lines.text(one, "rollout"),
                Lines.text(one, "state"),
                Lines.number(one, "tries"),
                last(one),
                Lines.time(one, "nextAt")));
  }

  private void show(JsonNode one) {
    if (shell.json()) {
      JsonOutput.print(shell.out(), one);
      return;
    }
    shell
        .out()
        .printf(
            "%s %s of %s, %s%n%s%n",
            Lines.text(one, "id"),
            Lines.text(one, "type"),
            Lines.time(one, "madeAt"),
            Lines.text(one, "state"),
            Texts.line(Lines.text(one, "body")));
    Table table = new Table("TRY", "AT", "TOOK", "ANSWER");
    for (JsonNode tried : one.path("log")) {
      table.row(
          Lines.number(tried, "number"),
          Lines.time(tried, "at"),
          tried.path("tookMillis").asLong(0) + " ms",
          last(tried));
    }
    table.print(shell);
  }

  private static String last(JsonNode one) {
    return one.hasNonNull("error") ? Lines.text(one, "error") : Lines.number(one, "status");
  }
}
