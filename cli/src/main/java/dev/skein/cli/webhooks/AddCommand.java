package dev.skein.cli.webhooks;

import dev.skein.cli.connect.Connection;
import dev.skein.cli.shell.CommandFailedException;
import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
    name = "add",
    description = {
      "Send what happens to rollouts to an address.",
      "Bodies are signed as Standard Webhooks says. A secret that is made here is shown once, now;"
          + " the same command again changes nothing."
    },
    footer = {
      "",
      "Examples:",
      "  skein webhooks add ops https://ops.example.com/skein",
      "  skein webhooks add ops https://ops.example.com/skein --secret-file whsec.txt",
      "  pass show chat-url | skein webhooks add chat --slack --url-file - --events rollout.halted"
    })
final class AddCommand implements Runnable {
  private final Shell shell;

  @Parameters(index = "0", paramLabel = "NAME", description = "Lower case, digits and hyphens.")
  private String name = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "URL",
      description = "Where to; https, or http on the coordinator's own machine.")
  private @Nullable String url;

  @Option(
      names = "--url-file",
      paramLabel = "FILE",
      description = "The address from a file, where it holds a token; - is the input.")
  private @Nullable String urlFile;

  @Option(
      names = "--events",
      split = ",",
      paramLabel = "EVENT",
      description = "Only these, as in rollout.halted; else all.")
  private List<String> events = List.of();

  @Option(names = "--slack", description = "A body for Slack and its kin: one text.")
  private boolean slack;

  @Option(
      names = "--secret-file",
      paramLabel = "FILE",
      description = "A secret whsec_… of yours; - is the input.")
  private @Nullable String secretFile;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the audit trail.")
  private String reason = "";

  AddCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    if ((url == null) == (urlFile == null)) {
      throw CommandFailedException.badInput(
          "expected either an URL or --url-file but got " + (url == null ? "none" : "both"));
    }
    if ("-".equals(urlFile) && "-".equals(secretFile)) {
      throw CommandFailedException.badInput(
          "expected one of --url-file and --secret-file to be - but both are");
    }
    Map<String, Object> body = new TreeMap<>();
    body.put("name", name);
    body.put("url", urlFile == null ? url : SecretInput.read(shell, urlFile, "--url-file"));
    body.put("format", slack ? "slack" : "standard");
    body.put("events", events);
    body.put("reason", reason);
    if (secretFile != null) {
      body.put("secret", SecretInput.read(shell, secretFile, "--secret-file"));
    }
    show(Connection.open(shell).send(body, "webhooks"));
  }

  private void show(JsonNode added) {
    if (shell.json()) {
      JsonOutput.print(shell.out(), added);
      return;
    }
    shell.out().printf("webhook %s sends to %s%n", name, added.path("url").asString());
    added
        .path("secret")
        .asStringOpt()
        .ifPresent(secret -> shell.out().printf("its secret, shown this once: %s%n", secret));
    shell.out().printf("next: skein webhooks test %s%n", name);
  }
}
