package dev.skein.cli.rollouts;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.connect.Connection;
import dev.skein.cli.shell.ExitCode;
import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "pause",
    description = "Stop sending; what has started runs on.",
    footer = {"", "Example:", "  skein rollout pause r7-kqzt --reason party"})
final class PauseCommand implements Callable<Integer> {
  private final Shell shell;

  @Mixin private final RolloutArgument argument = new RolloutArgument();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Why, for those who look at it later.")
  private String reason = "";

  PauseCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    CoordinatorClient client = Connection.open(shell);
    String rollout = argument.id(client);
    client.pause(rollout, reason);
    if (shell.json()) {
      JsonOutput.printLine(shell.out(), Map.of("rollout", rollout, "done", "paused"));
    } else {
      shell.out().printf("paused rollout %s; next: skein rollout resume %1$s%n", rollout);
    }
    return ExitCode.DONE.number();
  }
}
