package dev.skein.cli.webhooks;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.connect.Connection;
import dev.skein.cli.shell.CommandFailedException;
import dev.skein.cli.shell.ExitCode;
import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
    name = "test",
    description = {
      "Send one message of the type webhook.test, once, and say what became of it.",
      "Also to a webhook that is disabled. Ends with code 2 when it was not received."
    },
    footer = {"", "Example:", "  skein webhooks test ops"})
final class TestCommand implements Runnable {
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Shell shell;

  @Parameters(paramLabel = "NAME", description = "A webhook.")
  private String name = "";

  TestCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    CoordinatorClient client = Connection.open(shell);
    JsonNode sent = client.send(Map.of(), "webhooks", name, "test");
    JsonNode end = await(client, sent);
    boolean received = Lines.text(end, "state").equals("delivered");
    if (shell.json()) {
      JsonOutput.print(shell.out(), end);
    } else if (received) {
      shell.out().printf("webhook %s received it: %s%n", name, Lines.number(end, "status"));
    }
    if (!received) {
      throw new CommandFailedException(
          ExitCode.ROLLOUT_FAILED,
          List.of(
              "webhook %s did not receive it: %s".formatted(name, Lines.text(end, "error")),
              "next: skein webhooks deliveries %s %s".formatted(name, Lines.text(end, "id"))));
    }
  }

  private JsonNode await(CoordinatorClient client, JsonNode sent) {
    JsonNode delivery = sent;
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (Lines.text(delivery, "state").equals("waiting") && System.nanoTime() < end) {
      try {
        Thread.sleep(LOOK);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return delivery;
      }
      delivery = client.raw("webhooks", name, "deliveries", Lines.text(sent, "id"));
    }
    return delivery;
  }
}
