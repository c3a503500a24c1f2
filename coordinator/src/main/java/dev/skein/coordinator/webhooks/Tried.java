package dev.skein.coordinator.webhooks;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of one try.
 *
 * @param status of the answer, or null where there was none
 * @param error what went wrong, for people; empty when it was received
 * @param retryAfter how long the receiver wants to be left alone, or null
 */
record Tried(
    Instant at,
    Duration took,
    @Nullable Integer status,
    String error,
    @Nullable Duration retryAfter) {
  private static final int GONE = 410;

  boolean received() {
    return error.isEmpty();
  }

  /** Whether the receiver wants nothing more, ever. */
  boolean gone() {
    return status != null && status == GONE;
  }
}
