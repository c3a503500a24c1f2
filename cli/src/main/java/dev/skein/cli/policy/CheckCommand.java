package dev.skein.cli.policy;

import dev.skein.cli.rollouts.PolicyText;
import dev.skein.cli.shell.CommandFailedException;
import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import dev.skein.release.yaml.InvalidYamlException;
import dev.skein.rollout.policy.PolicyFile;
import dev.skein.rollout.policy.RolloutPolicy;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "check",
    description = "Say what a policy file means, or which line is wrong. Needs no coordinator.",
    footer = {"", "Example:", "  skein policy check canary.yaml"})
final class CheckCommand implements Runnable {
  private final Shell shell;

  @Parameters(paramLabel = "FILE", description = "A policy file.")
  private Path file = Path.of("");

  CheckCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    RolloutPolicy policy = read();
    if (shell.json()) {
      JsonOutput.print(shell.out(), policy);
      return;
    }
    PolicyLines.of(policy).forEach(shell.out()::println);
  }

  private RolloutPolicy read() {
    try {
      return PolicyFile.parse(file.toString(), PolicyText.read(file));
    } catch (InvalidYamlException e) {
      throw CommandFailedException.badInput(String.valueOf(e.getMessage()));
    }
  }
}
