package dev.skein.cli.webhooks;

import dev.skein.cli.connect.Connection;
import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** A verb about a webhook; each but the removal may be pressed twice. */
abstract class VerbCommand implements Runnable {
  private final Shell shell;
  private final String verb;
  private final String done;

  @Parameters(paramLabel = "NAME", description = "A webhook.")
  private String name = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the audit trail.")
  private String reason = "";

  /**
   * @param verb as the API calls it
   * @param done what is said afterwards, with {@code %s} for the name
   */
  VerbCommand(Shell shell, String verb, String done) {
    this.shell = shell;
    this.verb = verb;
    this.done = done;
  }

  @Override
  public void run() {
    JsonNode answer = Connection.open(shell).send(Map.of("reason", reason), "webhooks", name, verb);
    if (shell.json()) {
      JsonOutput.print(shell.out(), answer);
      return;
    }
    shell.out().print(done.formatted(name));
  }
}
