package dev.skein.cli.rollouts;

import dev.skein.cli.connect.Connection;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.watch.RolloutWatch;
import dev.skein.cli.watch.WatchGoal;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "watch",
    description = {
      "Watch a rollout until it ends or halts, or until it comes to a state.",
      "On a terminal the picture is redrawn in place; elsewhere, and where CI is set, lines are"
          + " printed; with --json one status a line."
    },
    footer = {
      "",
      "Exit codes: 0 completed, or came to the state of --until; 2 ended with failures, aborted,",
      "halted, or the time was over.",
      "",
      "Examples:",
      "  skein watch",
      "  skein rollout watch r7-kqzt",
      "  skein rollout watch r7-kqzt --until baking --timeout 10m"
    })
final class WatchCommand implements Callable<Integer> {
  private final Shell shell;

  @Parameters(
      paramLabel = "ROLLOUT",
      arity = "0..1",
      defaultValue = "latest",
      description = "A rollout's id (${DEFAULT-VALUE}).")
  private String rollout = "latest";

  @Option(
      names = "--until",
      paramLabel = "STATE",
      description = {
        "Only until the rollout, or one of its waves, is in this state;",
        "\"approval\": until a wave waits for a person."
      })
  private @Nullable String until;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "At most so long: 90s, 10m, 2h. The rollout goes on.")
  private @Nullable String timeout;

  WatchCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    WatchGoal goal = WatchGoal.parse(until, timeout);
    return RolloutWatch.watch(Connection.open(shell), rollout, shell, goal);
  }
}
