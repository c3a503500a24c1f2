package dev.skein.cli.rollouts;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.connect.Connection;
import dev.skein.cli.shell.ExitCode;
import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.watch.RolloutWatch;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "resume",
    description = {
      "Go on after a pause or a halt.",
      "After a halt the failures so far no longer count; failed tenants stay failed."
    },
    footer = {"", "Example:", "  skein rollout resume r7-kqzt --wait"})
final class ResumeCommand implements Callable<Integer> {
  private final Shell shell;

  @Mixin private final RolloutArgument argument = new RolloutArgument();

  @Option(names = "--wait", description = "Watch it to its end.")
  private boolean wait;

  ResumeCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    CoordinatorClient client = Connection.open(shell);
    String rollout = argument.id(client);
    client.resume(rollout);
    if (shell.json()) {
      JsonOutput.printLine(shell.out(), Map.of("rollout", rollout, "done", "resumed"));
    } else {
      shell.out().printf("resumed rollout %s%n", rollout);
    }
    return wait ? RolloutWatch.watch(client, rollout, shell) : ExitCode.DONE.number();
  }
}
