package dev.skein.cli.rollouts;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.RolloutStatus;
import dev.skein.cli.client.RolloutStatus.Counts;
import dev.skein.cli.client.RolloutStatus.Fingerprints;
import dev.skein.cli.client.ShardProgress;
import dev.skein.cli.connect.Connection;
import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.shell.Table;
import dev.skein.cli.shell.Texts;
import dev.skein.cli.watch.BlockedLines;
import dev.skein.cli.watch.RolloutWatch;
import dev.skein.cli.watch.TimeLeft;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

@Command(
    name = "status",
    description = {
      "Show where a rollout stands: waves, shards, failures by cause.",
      "The exit code is 0 whatever the state; use watch for a code that tells."
    },
    footer = {"", "Examples:", "  skein rollout status", "  skein rollout status r7-kqzt --json"})
final class StatusCommand implements Runnable {
  private final Shell shell;

  @Parameters(
      paramLabel = "ROLLOUT",
      arity = "0..1",
      defaultValue = "latest",
      description = "A rollout's id (${DEFAULT-VALUE}).")
  private String rollout = "latest";

  StatusCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    CoordinatorClient client = Connection.open(shell);
    if (shell.json()) {
      json(client);
      return;
    }
    RolloutStatus status = client.rollout(rollout);
    shell
        .out()
        .printf(
            "%s  %s  %s since %s  started %s%n%n",
            Texts.line(status.release().name()),
            status.id(),
            status.state(),
            Texts.time(status.stateSince()),
            Texts.time(status.startedAt()));
    if (status.catchesUp() != null) {
      shell.out().printf("brings tenants that joined up with rollout %s%n%n", status.catchesUp());
    }
    if (!status.catchUps().isEmpty()) {
      shell.out().printf("caught up by %s%n%n", String.join(", ", status.catchUps()));
    }
    if (!status.ended()) {
      shell.out().printf("left: %s%n%n", TimeLeft.of(status));
    }
    Table waves = table("WAVE", "STATE", "TENANTS");
    status
        .waves()
        .forEach(
            wave ->
                row(
                    waves,
                    wave.counts(),
                    wave.name(),
                    wave.state(),
                    String.valueOf(wave.tenants())));
    waves.print(shell);
    shell.out().println();
    Table shards = table("SHARD");
    for (ShardProgress shard : client.rolloutShards(status.id())) {
      row(shards, shard.counts(), shard.shard());
    }
    shards.print(shell);
    shell.out().println();
    Fingerprints read = status.fingerprints();
    if (read != null) {
      shell
          .out()
          .printf(
              "fingerprints: %d taken, %d left their cohort, %d odd before, %d missing%n",
              read.taken(), read.departed(), read.older(), read.missing());
    }
    BlockedLines.of(status.blocked()).forEach(line -> shell.out().println("blocked: " + line));
    status.attention().forEach(line -> shell.out().println("attention: " + Texts.line(line)));
    RolloutWatch.summarize(client, status, shell);
  }

  /** The status as it was sent, with what else is shown beside it. */
  private void json(CoordinatorClient client) {
    ObjectNode status = (ObjectNode) client.raw("rollouts", rollout);
    String id = status.path("id").asString();
    status.set("shards", client.raw("rollouts", id, "shards").path("items"));
    status.set("failures", client.raw("rollouts", id, "failures").path("items"));
    JsonOutput.print(shell.out(), status);
  }

  private static Table table(String... first) {
    return new Table(
        Stream.concat(
                Stream.of(first),
                Stream.of(
                    "QUEUED", "BLOCKED", "WAITING", "IN FLIGHT", "WELL", "FAILED", "EXCEPTED"))
            .toArray(String[]::new));
  }

  private static void row(Table table, Counts counts, String... first) {
    List<Integer> numbers =
        List.of(
            counts.queued(),
            counts.blocked(),
            counts.waiting(),
            counts.inFlight(),
            counts.well(),
            counts.failed(),
            counts.excepted());
    table.row(
        Stream.concat(Stream.of(first), numbers.stream().map(String::valueOf))
            .toArray(String[]::new));
  }
}
