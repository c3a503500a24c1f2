package dev.skein.coordinator.outbox;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message to be sent.
 *
 * @param value null for a tenant's state, which is read when it is sent
 * @param attempt the attempt that a command starts, else null
 */
@SuppressWarnings("ArrayRecordComponent") // read once, sent once, compared by nobody
record OutboxRow(
    long id,
    String topic,
    String key,
    Map<String, String> headers,
    byte @Nullable [] value,
    @Nullable UUID attempt) {
  @Override
  public boolean equals(Object other) {
    return other instanceof OutboxRow row && id == row.id;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(id);
  }
}
