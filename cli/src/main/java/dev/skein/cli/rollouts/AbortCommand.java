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
    name = "abort",
    description = "End a rollout for good; what is applied stays.",
    footer = {"", "Example:", "  skein rollout abort r7-kqzt --reason wrong"})
final class AbortCommand implements Callable<Integer> {
  private final Shell shell;

  @Mixin private final RolloutArgument argument = new RolloutArgument();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Why, for those who look at it later.")
  private String reason = "";

  AbortCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    CoordinatorClient client = Connection.open(shell);
    String rollout = argument.id(client);
    client.abort(rollout, reason);
    if (shell.json()) {
      JsonOutput.printLine(shell.out(), Map.of("rollout", rollout, "done", "aborted"));
    } else {
      shell.out().printf("aborted rollout %s; what is applied stays%n", rollout);
    }
    return ExitCode.DONE.number();
  }
}
