package dev.skein.cli.audit;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.Query;
import dev.skein.cli.connect.Connection;
import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.shell.Table;
import dev.skein.cli.shell.Texts;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(
    name = "audit",
    description = "Show who asked for what, when and why, newest first; also what was refused.",
    footer = {"", "Examples:", "  skein audit", "  skein audit --rollout r7-kqzt --json"})
public final class AuditCommand implements Runnable {
  private static final int MOST = 1000;

  private final Shell shell;

  @Option(names = "--rollout", paramLabel = "ID", description = "Only about this rollout.")
  private @Nullable String rollout;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "At most so many lines, to 1000 (${DEFAULT-VALUE}).")
  private int limit = 50;

  public AuditCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    CoordinatorClient client = Connection.open(shell);
    Query query = new Query().with("subject", rollout == null ? null : "rollout " + rollout);
    var page = client.rawPage(query, null, Math.min(limit, MOST), "audit");
    if (shell.json()) {
      JsonOutput.print(shell.out(), page.items());
      return;
    }
    Table table = new Table("WHEN", "WHO", "VERB", "WHAT", "REASON", "OUTCOME");
    for (JsonNode entry : page.items()) {
      table.row(
          Texts.time(Instant.parse(entry.path("at").asString())),
          Texts.line(entry.path("who").asString()),
          entry.path("verb").asString(),
          Texts.line(entry.path("subject").asString()),
          Texts.line(entry.path("reason").asString()),
          (entry.path("refused").asBoolean() ? "refused: " : "")
              + Texts.line(entry.path("outcome").asString()));
    }
    table.print(shell);
  }
}
