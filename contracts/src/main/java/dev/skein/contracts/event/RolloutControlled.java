package dev.skein.contracts.event;

import dev.skein.contracts.Message;
import dev.skein.contracts.id.RolloutId;
import java.time.Instant;

/**
 * Whether attempts of a rollout may start; the topic keeps the latest word on each.
 *
 * @param reason for people; may be empty
 */
public record RolloutControlled(RolloutId rollout, RolloutSignal signal, String reason, Instant at)
    implements Message {
  @Override
  public String key() {
    return rollout.value();
  }
}
