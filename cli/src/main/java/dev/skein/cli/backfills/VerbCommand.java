package dev.skein.cli.backfills;

import dev.skein.cli.connect.Connection;
import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.shell.Texts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** A verb about a backfill, of all tenants or of some; each may be pressed twice. */
abstract class VerbCommand implements Runnable {
  private final Shell shell;
  private final String verb;
  private final String done;

  @Parameters(paramLabel = "BACKFILL", description = "A backfill's name.")
  private String name = "";

  @Option(
      names = "--tenants",
      split = ",",
      paramLabel = "TENANT",
      description = "Only these, separated by commas.")
  private List<String> tenants = List.of();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why, for those who look at it later.")
  private @Nullable String reason;

  /**
   * @param verb as the API calls it
   * @param done what is said afterwards, with the backfill and the tenants
   */
  VerbCommand(Shell shell, String verb, String done) {
    this.shell = shell;
    this.verb = verb;
    this.done = done;
  }

  @Override
  public void run() {
    Map<String, Object> body = new TreeMap<>(Map.of("tenants", tenants));
    if (reason != null) {
      body.put("reason", reason);
    }
    JsonNode answer = Connection.open(shell).send(body, "backfills", name, verb);
    if (shell.json()) {
      JsonOutput.print(shell.out(), answer);
      return;
    }
    shell
        .out()
        .println(done.formatted(name, Texts.count(answer.path("tenants").asInt(0), "tenant")));
  }
}
