package dev.skein.cli.rollouts;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.connect.Connection;
import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.shell.Table;
import dev.skein.cli.shell.Texts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
    name = "plan",
    description = "Show the waves that a start would make; nothing is started or frozen.",
    footer = {"", "Example:", "  skein rollout plan 2026.11.3 --policy canary.yaml"})
final class PlanCommand implements Runnable {
  private final Shell shell;

  @Parameters(paramLabel = "RELEASE", description = "A release's name or digest.")
  private String release = "";

  @Option(
      names = {"--policy", "--rollout"},
      paramLabel = "FILE",
      defaultValue = PolicyText.STANDARD,
      description = "The policy: a YAML file, or \"default\" for the standard one.")
  private String policy = PolicyText.STANDARD;

  @Mixin private final TargetOptions targets = new TargetOptions();

  PlanCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    CoordinatorClient client = Connection.open(shell);
    JsonNode plan = client.plan(PolicyText.apply(targets.request(release), policy));
    if (shell.json()) {
      JsonOutput.print(shell.out(), plan);
      return;
    }
    Table table = new Table("WAVE", "TENANTS", "GATE", "BAKE", "SHARDS", "STAND AT", "FIRST");
    for (JsonNode wave : plan.path("waves")) {
      int index = wave.path("index").asInt();
      Duration bake = Duration.ofMillis(wave.path("bakeMillis").asLong());
      table.row(
          index == 0 ? "canary" : "wave " + index,
          wave.path("tenants").asString(),
          wave.path("approval").asBoolean() ? "approval" : "-",
          bake.isZero() ? "-" : Texts.took(bake),
          counts(wave.path("shards")),
          counts(wave.path("versions")),
          Texts.line(wave.path("sample").path(0).asString("")));
    }
    table.print(shell);
    shell
        .out()
        .printf(
            "%n%s, frozen as %s%n",
            Texts.count(plan.path("tenants").asInt(), "tenant"),
            plan.path("targetDigest").asString());
    for (JsonNode blocked : plan.path("blocked")) {
      shell
          .out()
          .printf(
              "blocked now: %s %s: %s%n",
              Texts.count(blocked.path("tenants").asInt(), "tenant"),
              Texts.line(blocked.path("why").asString()),
              Texts.line(
                  blocked.path("sample").valueStream().map(JsonNode::asString).toList() + ""));
    }
    drifted(plan.path("drifted"));
  }

  private void drifted(JsonNode drifted) {
    int tenants = drifted.path("tenants").asInt();
    if (tenants > 0) {
      shell
          .out()
          .printf(
              "drifted already: %s, by the last look: %s%n",
              Texts.count(tenants, "tenant"),
              Texts.line(
                  String.join(
                      ", ",
                      drifted.path("sample").valueStream().map(JsonNode::asString).toList())));
    }
  }

  private static String counts(JsonNode counts) {
    List<String> parts = new ArrayList<>();
    counts.propertyStream().forEach(entry -> parts.add(entry.getKey() + ":" + entry.getValue()));
    return parts.size() > 4
        ? String.join(" ", parts.subList(0, 4)) + " …"
        : String.join(" ", parts);
  }
}
