package dev.skein.cli.rollouts;

import dev.skein.cli.connect.Connection;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.watch.RolloutWatch;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "watch",
    description = {
      "Watch a rollout until it ends or halts.",
      "On a terminal the picture is redrawn in place; elsewhere, and where CI is set, lines are"
          + " printed; with --json one status a line."
    },
    footer = {
      "",
      "Exit codes: 0 completed, 2 ended with failures, aborted or halted.",
      "",
      "Examples:",
      "  skein watch",
      "  skein rollout watch r7-kqzt"
    })
final class WatchCommand implements Callable<Integer> {
  private final Shell shell;

  @Parameters(
      paramLabel = "ROLLOUT",
      arity = "0..1",
      defaultValue = "latest",
      description = "A rollout's id (${DEFAULT-VALUE}).")
  private String rollout = "latest";

  WatchCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    return RolloutWatch.watch(Connection.open(shell), rollout, shell);
  }
}
