package dev.skein.contracts.command;

import dev.skein.contracts.id.AttemptId;
import dev.skein.contracts.id.Epoch;
import dev.skein.contracts.id.RolloutId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What every tenant command carries beside its target: which try it is, and how it is fenced.
 *
 * @param rollout the rollout that asked, or null for a command of its own
 * @param number 1 for the first try of this tenant in this rollout
 * @param epoch fences this attempt against every earlier one of the tenant; its generation says
 *     which life of the coordinator's store gave it
 * @param timeLimit from the start of the work, relative since clocks differ; positive
 * @param signature over the command, or null where commands are not signed
 */
public record AttemptOrder(
    @Nullable RolloutId rollout,
    AttemptId attempt,
    int number,
    Epoch epoch,
    Duration timeLimit,
    @Nullable Signature signature) {
  public AttemptOrder {
    if (number < 1) {
      throw new IllegalArgumentException("expected an attempt number from 1 but got " + number);
    }
    if (timeLimit == null) {
      throw new IllegalArgumentException("expected a timeLimit but there is none");
    }
    if (timeLimit.isNegative() || timeLimit.isZero()) {
      throw new IllegalArgumentException("expected a positive time limit but got " + timeLimit);
    }
  }
}
