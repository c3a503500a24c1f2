package dev.skein.cli.rollouts;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.ReleaseInfo;
import dev.skein.cli.connect.Connection;
import dev.skein.cli.shell.ExitCode;
import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.watch.RolloutWatch;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "start",
    description = {
      "Bring a published release to its tenants.",
      "Where a live rollout of the same release holds the tenants, that one is joined."
    },
    footer = {
      "",
      "Exit codes with --wait: 0 completed, 2 ended with failures, aborted or halted.",
      "",
      "Examples:",
      "  skein rollout start 2026.11.3 --policy canary.yaml --wait",
      "  skein rollout start 2026.11.3 --label tier=gold --shard eu-1"
    })
final class StartCommand implements Callable<Integer> {
  private final Shell shell;

  @Parameters(paramLabel = "RELEASE", description = "A release's name or digest.")
  private String release = "";

  @Option(
      names = {"--policy", "--rollout"},
      paramLabel = "FILE",
      defaultValue = PolicyText.STANDARD,
      description = "The policy: a YAML file, or \"default\" for the standard one.")
  private String policy = PolicyText.STANDARD;

  @Option(
      names = "--plan-only",
      description = "Freeze and plan it, and wait for \"rollout approve\" and \"rollout begin\".")
  private boolean planOnly;

  @Option(
      names = "--supersede",
      description = "Take the tenants over from rollouts of lower releases, which end.")
  private boolean supersede;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Why, for those who look at it later.")
  private String reason = "";

  @Option(names = "--wait", description = "Watch it to its end.")
  private boolean wait;

  @Mixin private final TargetOptions targets = new TargetOptions();

  StartCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    var request =
        PolicyText.apply(targets.request(release), policy).started(planOnly, supersede, reason);
    CoordinatorClient client = Connection.open(shell);
    ReleaseInfo published = client.release(release);
    StartedRollout started = StartedRollout.start(client, request, published.digest());
    if (shell.json()) {
      JsonOutput.printLine(shell.out(), started);
    } else {
      shell.out().println(started.told(wait && shell.live()));
      shell.out().flush();
    }
    if (wait) {
      return RolloutWatch.watch(client, started.id(), shell);
    }
    if (!shell.json()) {
      shell.out().printf("next: skein watch %s%n", started.id());
    }
    return ExitCode.DONE.number();
  }
}
