package dev.skein.cli.rollouts;

import dev.skein.cli.client.CoordinatorClient;
import picocli.CommandLine.Parameters;

/** The rollout that a verb acts on: always named, since a wrong guess could do harm. */
final class RolloutArgument {
  @Parameters(paramLabel = "ROLLOUT", description = "A rollout's id, or \"latest\".")
  private String rollout = "";

  /** The id itself. */
  String id(CoordinatorClient client) {
    return rollout.equals("latest") ? client.rollout(rollout).id() : rollout;
  }
}
