package dev.skein.rollout.block;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Nothing is to change there for a while.
 *
 * @param reason for people
 * @param until excluded; null until a person ends it
 */
public record Freeze(FreezeScope scope, String reason, @Nullable Instant until) {
  boolean holds(Blockable tenant, Instant now) {
    return (until == null || now.isBefore(until)) && scope.covers(tenant);
  }
}
