package dev.skein.cli.rollouts;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.CoordinatorRefusedException;
import dev.skein.cli.client.RolloutRequest;
import dev.skein.cli.shell.CommandFailedException;
import dev.skein.cli.shell.ExitCode;
import java.util.List;

/**
 * A rollout that runs.
 *
 * @param attached whether it ran already: a build that is run again joins the rollout of its first
 *     run
 */
public record StartedRollout(String id, boolean attached) {
  private static final int CONFLICT = 409;

  /**
   * Starts it, or joins the live one of the same release where that holds the tenants.
   *
   * @param digest the release's
   */
  public static StartedRollout start(
      CoordinatorClient client, RolloutRequest request, String digest) {
    try {
      return new StartedRollout(client.startRollout(request), false);
    } catch (CoordinatorRefusedException refused) {
      String live = refused.status() == CONFLICT ? refused.member("rollout").orElse(null) : null;
      if (live == null) {
        throw refused;
      }
      if (client.rollout(live).release().digest().equals(digest)) {
        return new StartedRollout(live, true);
      }
      throw new CommandFailedException(
          ExitCode.REFUSED,
          List.of(
              String.valueOf(refused.getMessage()),
              "next: wait for it (skein rollout watch %s) or end it (skein rollout abort %s)"
                  .formatted(live, live)));
    }
  }

  /** One line for people. */
  public String told(boolean watched) {
    String line =
        attached
            ? "rollout %s of the same release is under way already: joined it".formatted(id)
            : "started rollout " + id;
    return watched ? line + "; Ctrl-C ends the watching, not the rollout" : line;
  }
}
