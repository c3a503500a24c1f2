package dev.skein.cli.rollouts;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.RollbackAnswer;
import java.time.Duration;

/** Waits until tenants were looked at after a rollback; the coordinator does not tell by itself. */
final class RollbackEnd {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private RollbackEnd() {}

  /** As it stands when it is done or waits for a person, or when this thread is interrupted. */
  static RollbackAnswer await(CoordinatorClient client, String rollout) {
    RollbackAnswer now = client.rollback(rollout);
    try {
      while (!now.done() && now.verdict() == null) {
        Thread.sleep(PAUSE);
        now = client.rollback(rollout);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return now;
  }
}
