package dev.skein.cli.fleet;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.FleetStatus;
import dev.skein.cli.client.Page;
import dev.skein.cli.client.Query;
import dev.skein.cli.connect.Connection;
import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
    name = "status",
    description = {
      "Show where the fleet stands: versions, what runs, what is wrong and why, who is late.",
      "Late is a tenant below the newest release that a rollout completed with."
    },
    footer = {"", "Examples:", "  skein status", "  skein status --late", "  skein status --json"})
public final class FleetStatusCommand implements Runnable {
  private final Shell shell;

  @Option(names = "--late", description = "Every late tenant, instead of the first of them.")
  private boolean late;

  public FleetStatusCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    CoordinatorClient client = Connection.open(shell);
    if (shell.json()) {
      json(client);
      return;
    }
    FleetStatus fleet = client.fleet();
    FleetLines lines = new FleetLines(shell);
    lines.print(fleet, late);
    if (late) {
      String after = null;
      do {
        Page<FleetStatus.Tenant> page = client.lateTenants(after, CoordinatorClient.PAGE);
        lines.late(page.items());
        after = page.next();
      } while (after != null);
    }
  }

  private void json(CoordinatorClient client) {
    ObjectNode fleet = (ObjectNode) client.raw("fleet");
    if (late && fleet.path("late") instanceof ObjectNode shown) {
      ArrayNode all = shown.putArray("sample");
      @Nullable String after = null;
      do {
        var page = client.rawPage(new Query(), after, CoordinatorClient.PAGE, "fleet", "late");
        for (JsonNode tenant : page.items()) {
          all.add(tenant);
        }
        after = page.next();
      } while (after != null);
    }
    JsonOutput.print(shell.out(), fleet);
  }
}
