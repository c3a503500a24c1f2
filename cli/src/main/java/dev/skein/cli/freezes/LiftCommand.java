package dev.skein.cli.freezes;

import dev.skein.cli.connect.Connection;
import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
    name = "lift",
    description = "End a freeze now; rollouts go on by themselves.",
    footer = {"", "Example:", "  skein freeze lift f1 --reason \"books are closed\""})
final class LiftCommand implements Runnable {
  private final Shell shell;

  @Parameters(paramLabel = "FREEZE", description = "A freeze's id, as in f1.")
  private String id = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why, for those who look at it later.")
  private String reason = "";

  LiftCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    JsonNode lifted = Connection.open(shell).send(Map.of("reason", reason), "freezes", id, "lift");
    if (shell.json()) {
      JsonOutput.print(shell.out(), lifted);
      return;
    }
    shell.out().println("lifted freeze " + id);
  }
}
