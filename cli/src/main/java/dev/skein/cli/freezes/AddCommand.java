package dev.skein.cli.freezes;

import dev.skein.cli.connect.Connection;
import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(
    name = "add",
    description = {
      "Send nothing more there; what was sent before runs on.",
      "Rollouts wait for a freeze of the whole fleet. Of any other one, they go on without the"
          + " frozen tenants and come back to them when it ends."
    },
    footer = {
      "",
      "Examples:",
      "  skein freeze add --fleet --until 36h --reason \"black friday\"",
      "  skein freeze add --label tier=gold --reason \"audit; until I lift it\""
    })
final class AddCommand implements Runnable {
  private final Shell shell;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Scope scope = new Scope();

  @Option(
      names = "--until",
      paramLabel = "WHEN",
      description = "36h, 2027-01-07, 2027-01-07T06:00, or an instant; without it, until lifted.")
  private @Nullable String until;

  @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
  private String reason = "";

  /** What is frozen: one of these. */
  private static final class Scope {
    @Option(names = "--fleet", description = "Everybody.")
    private boolean fleet;

    @Option(names = "--shard", paramLabel = "SHARD", description = "Everybody on this shard.")
    private @Nullable String shard;

    @Option(
        names = "--label",
        paramLabel = "NAME=VALUE",
        description = "Everybody with this label.")
    private @Nullable String label;

    @Option(names = "--tenant", paramLabel = "TENANT", description = "One tenant.")
    private @Nullable String tenant;

    String text() {
      if (fleet) {
        return "fleet";
      }
      if (shard != null) {
        return "shard:" + shard;
      }
      return label != null ? "label:" + label : "tenant:" + tenant;
    }
  }

  AddCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    Map<String, Object> body = new TreeMap<>(Map.of("scope", scope.text(), "reason", reason));
    if (until != null) {
      body.put("until", End.parse(until, Instant.now(), ZoneId.systemDefault()));
    }
    JsonNode made = Connection.open(shell).send(body, "freezes");
    if (shell.json()) {
      JsonOutput.print(shell.out(), made);
      return;
    }
    String id = made.path("id").asString();
    shell.out().printf("froze %s as %s; next: skein freeze lift %2$s%n", scope.text(), id);
  }
}
