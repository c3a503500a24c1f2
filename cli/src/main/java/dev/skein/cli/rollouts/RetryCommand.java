package dev.skein.cli.rollouts;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.connect.Connection;
import dev.skein.cli.shell.ExitCode;
import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.shell.Texts;
import dev.skein.cli.watch.RolloutWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "retry",
    description = {
      "Try failed tenants again, and go on after a halt.",
      "Only tenants that failed run again; those that succeeded do not."
    },
    footer = {
      "",
      "Examples:",
      "  skein rollout retry r7-kqzt --wait",
      "  skein rollout retry latest --tenants acme,globex"
    })
final class RetryCommand implements Callable<Integer> {
  private final Shell shell;

  @picocli.CommandLine.Mixin private final RolloutArgument argument = new RolloutArgument();

  @Option(
      names = "--tenants",
      paramLabel = "ID",
      split = ",",
      description = "Only these of those that failed.")
  private List<String> tenants = new ArrayList<>();

  @Option(names = "--wait", description = "Watch it to its end.")
  private boolean wait;

  RetryCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    CoordinatorClient client = Connection.open(shell);
    String rollout = argument.id(client);
    int retried = client.retry(rollout, tenants);
    if (shell.json()) {
      JsonOutput.printLine(shell.out(), Map.of("rollout", rollout, "tenants", retried));
    } else if (retried == 0) {
      shell.out().printf("nothing of rollout %s is to be retried%n", rollout);
    } else {
      shell.out().printf("retrying %s of rollout %s%n", Texts.count(retried, "tenant"), rollout);
    }
    return wait ? RolloutWatch.watch(client, rollout, shell) : ExitCode.DONE.number();
  }
}
