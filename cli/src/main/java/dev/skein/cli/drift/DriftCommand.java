package dev.skein.cli.drift;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.DriftLook;
import dev.skein.cli.client.DriftOrder;
import dev.skein.cli.connect.Connection;
import dev.skein.cli.rollouts.Selection;
import dev.skein.cli.shell.CommandFailedException;
import dev.skein.cli.shell.ExitCode;
import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "drift",
    description = {
      "Find tenants whose schema is not as that of the others at their version, and what differs.",
      "Reads only, takes no locks, and repairs nothing."
    },
    footer = {
      "",
      "Exit codes: 0 no drift, 5 drift was found, 2 none was found but some could not be read.",
      "",
      "Examples:",
      "  skein drift",
      "  skein drift --shard eu-1 --label tier=gold",
      "  skein drift --last --json"
    })
public final class DriftCommand implements Callable<Integer> {
  private final Shell shell;

  @Mixin private final Selection selection = new Selection();

  @Option(names = "--last", description = "What the last look found; asks no tenant.")
  private boolean last;

  public DriftCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    DriftOrder order = new DriftOrder(selection.tenants(), selection.shards(), selection.labels());
    if (last && selection.given()) {
      throw CommandFailedException.badInput(
          "expected --last by itself, since it asks nobody, but got a selection too");
    }
    CoordinatorClient client = Connection.open(shell);
    DriftLook look =
        last
            ? client.drift("latest")
            : new DriftProgress(shell).await(client, client.startDrift(order));
    DriftLook.Report report = Objects.requireNonNull(look.report());
    if (shell.json()) {
      JsonOutput.print(shell.out(), look);
    } else {
      new DriftLines(shell).print(look, report);
    }
    return code(report).number();
  }

  private static ExitCode code(DriftLook.Report report) {
    if (report.isDrift()) {
      return ExitCode.DRIFT;
    }
    return report.unread().isEmpty() ? ExitCode.DONE : ExitCode.ROLLOUT_FAILED;
  }
}
