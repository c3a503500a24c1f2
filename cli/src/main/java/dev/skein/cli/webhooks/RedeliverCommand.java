package dev.skein.cli.webhooks;

import dev.skein.cli.connect.Connection;
import dev.skein.cli.shell.CommandFailedException;
import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.shell.Texts;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
    name = "redeliver",
    description = "Send again, under the same message id, what has ended.",
    footer = {
      "",
      "Examples:",
      "  skein webhooks redeliver ops d12",
      "  skein webhooks redeliver ops --failed --reason \"the receiver is back\""
    })
final class RedeliverCommand implements Runnable {
  private final Shell shell;

  @Parameters(index = "0", paramLabel = "NAME", description = "A webhook.")
  private String name = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DELIVERY",
      description = "Which one, as in d12.")
  private @Nullable String delivery;

  @Option(names = "--failed", description = "All that failed and are still on record.")
  private boolean failed;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the audit trail.")
  private String reason = "";

  RedeliverCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    if ((delivery == null) != failed) {
      throw CommandFailedException.badInput(
          "expected either a delivery or --failed but got " + (failed ? "both" : "none"));
    }
    Map<String, Object> body = new TreeMap<>(Map.of("failed", failed, "reason", reason));
    if (delivery != null) {
      body.put("delivery", delivery);
    }
    JsonNode answer = Connection.open(shell).send(body, "webhooks", name, "redeliver");
    if (shell.json()) {
      JsonOutput.print(shell.out(), answer);
      return;
    }
    int sent = answer.path("deliveries").asInt(0);
    shell
        .out()
        .println(
            sent == 0
                ? "nothing was left to do"
                : "sends %s again; next: skein webhooks deliveries %s"
                    .formatted(sent == 1 ? "1 delivery" : sent + " deliveries", Texts.line(name)));
  }
}
