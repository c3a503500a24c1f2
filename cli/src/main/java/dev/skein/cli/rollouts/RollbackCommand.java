package dev.skein.cli.rollouts;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.RollbackAnswer;
import dev.skein.cli.client.RollbackOrder;
import dev.skein.cli.connect.Connection;
import dev.skein.cli.shell.ExitCode;
import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.watch.RolloutWatch;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "rollback",
    description = {
      "Take a rollout back, by a higher release that is made of its undo scripts.",
      "Asked again, it is the same one; where it waits for a person, tenants are looked at anew."
    },
    footer = {
      "",
      "Exit codes with --wait: 0 taken back, 2 not so (yet); without: 0 begun, 4 refused.",
      "",
      "Examples:",
      "  skein rollback r7-kqzt --plan",
      "  skein rollback r7-kqzt --accept-loss --reason \"orders fail\" --wait",
      "  skein releases export 2026.11.3-rollback db/"
    })
final class RollbackCommand implements Callable<Integer> {
  private final Shell shell;

  @Mixin private final RolloutArgument argument = new RolloutArgument();

  @Option(names = "--plan", description = "Only say what would happen.")
  private boolean plan;

  @Option(
      names = "--to",
      paramLabel = "RELEASE|VERSION|nothing",
      description = "What tenants go back to, where it is not known.")
  private @Nullable String to;

  @Option(
      names = "--replay",
      description = "Tenants that had nothing of it run it and its undo, instead of neither.")
  private boolean replay;

  @Option(
      names = "--accept-loss",
      description = "Go on though an undo script is lossy or irreversible.")
  private boolean acceptLoss;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "A policy of its own; else that of the rollout, its canary first.")
  private @Nullable Path policy;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Why, for those who look at it later.")
  private String reason = "";

  @Option(names = "--wait", description = "Watch it to its end.")
  private boolean wait;

  RollbackCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    CoordinatorClient client = Connection.open(shell);
    RollbackOrder order =
        new RollbackOrder(
            plan, to, replay, acceptLoss, policy == null ? null : PolicyText.read(policy), reason);
    RollbackAnswer answer = client.rollBack(argument.id(client), order);
    if (shell.json()) {
      JsonOutput.printLine(shell.out(), answer);
    } else {
      RollbackText.print(answer, shell);
      shell.out().flush();
    }
    String by = answer.by();
    return wait && by != null ? await(client, answer, by) : ExitCode.DONE.number();
  }

  private int await(CoordinatorClient client, RollbackAnswer answer, String by) {
    int watched = RolloutWatch.watch(client, by, shell);
    boolean ended = client.rollout(by).ended();
    RollbackAnswer end = ended ? RollbackEnd.await(client, answer.rollout()) : answer;
    if (shell.json()) {
      JsonOutput.printLine(shell.out(), end);
    } else if (end.done()) {
      shell.out().printf("rollout %s is taken back; its tenants are alike%n", end.rollout());
    } else {
      shell.out().println(RollbackText.open(end, by));
    }
    return end.done()
        ? ExitCode.DONE.number()
        : Math.max(watched, ExitCode.ROLLOUT_FAILED.number());
  }
}
