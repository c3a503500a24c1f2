package dev.skein.cli.freezes;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.Query;
import dev.skein.cli.connect.Connection;
import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.shell.Table;
import dev.skein.cli.shell.Texts;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(
    name = "list",
    description = "List the freezes that hold now.",
    footer = {"", "Examples:", "  skein freeze list", "  skein freeze list --all --json"})
final class ListCommand implements Runnable {
  private final Shell shell;

  @Option(names = "--all", description = "Those that are over too, newest first.")
  private boolean all;

  ListCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    CoordinatorClient client = Connection.open(shell);
    List<JsonNode> freezes =
        client.rawPage(new Query().with("all", all), null, 1000, "freezes").items();
    if (shell.json()) {
      JsonOutput.print(shell.out(), freezes);
      return;
    }
    Table table = new Table("ID", "SCOPE", "UNTIL", "REASON", "BY", "SINCE", "LIFTED");
    for (JsonNode freeze : freezes) {
      String subject = freeze.path("subject").asString();
      table.row(
          freeze.path("id").asString(),
          freeze.path("scope").asString() + (subject.isEmpty() ? "" : " " + subject),
          freeze.path("until").isNull() ? "lifted" : time(freeze, "until"),
          freeze.path("reason").asString(),
          freeze.path("madeBy").asString(),
          time(freeze, "madeAt"),
          time(freeze, "liftedAt"));
    }
    table.print(shell);
  }

  private static String time(JsonNode freeze, String field) {
    return freeze
        .path(field)
        .asStringOpt()
        .map(text -> Texts.time(Instant.parse(text)))
        .orElse("-");
  }
}
