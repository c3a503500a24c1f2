package dev.skein.cli.webhooks;

import dev.skein.cli.connect.Connection;
import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.shell.Texts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
    name = "show",
    description = "Show a webhook. Its secret is never shown again.",
    footer = {"", "Example:", "  skein webhooks show ops"})
final class ShowCommand implements Runnable {
  private final Shell shell;

  @Parameters(paramLabel = "NAME", description = "A webhook.")
  private String name = "";

  ShowCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    JsonNode webhook = Connection.open(shell).raw("webhooks", name);
    if (shell.json()) {
      JsonOutput.print(shell.out(), webhook);
      return;
    }
    line("name", name);
    line("to", Lines.text(webhook, "url"));
    line("format", Lines.text(webhook, "format"));
    line("events", Lines.events(webhook));
    line("signed", webhook.path("signed").asBoolean() ? "yes" : "no");
    line("state", Lines.text(webhook, "state"));
    if (webhook.hasNonNull("failingSince")) {
      line("failing since", Lines.time(webhook, "failingSince"));
    }
    if (webhook.hasNonNull("disabledAt")) {
      line("disabled", Lines.time(webhook, "disabledAt"));
      line("why", Lines.text(webhook, "disabledWhy"));
    }
    line(
        "deliveries",
        "%s waiting, %s delivered, %s failed"
            .formatted(
                Lines.number(webhook, "waiting"),
                Lines.number(webhook, "delivered"),
                Lines.number(webhook, "failed")));
    line("added", Lines.time(webhook, "addedAt") + " by " + Lines.text(webhook, "addedBy"));
  }

  private void line(String title, String value) {
    shell.out().printf("%-14s %s%n", title, Texts.line(value));
  }
}
