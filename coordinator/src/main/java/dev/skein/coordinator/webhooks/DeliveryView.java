package dev.skein.coordinator.webhooks;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as the API shows it.
 *
 * @param id as in {@code d12}
 * @param message what the receiver sees as {@code webhook-id}
 * @param state {@code waiting}, {@code delivered} or {@code failed}
 * @param nextAt when it is tried next, or null
 * @param status of the last answer, or null
 * @param error of the last try, or null
 * @param body only where one is shown
 * @param log every try, the first first; only where one is shown
 */
record DeliveryView(
    String id,
    String message,
    String type,
    @Nullable String rollout,
    String state,
    int tries,
    Instant madeAt,
    @Nullable Instant nextAt,
    @Nullable Instant endedAt,
    @Nullable Integer status,
    @Nullable String error,
    @Nullable String body,
    @Nullable List<Try> log) {
  /** One try, as it was. */
  record Try(
      int number, Instant at, long tookMillis, @Nullable Integer status, @Nullable String error) {}

  DeliveryView with(String sent, List<Try> tried) {
    return new DeliveryView(
        id,
        message,
        type,
        rollout,
        state,
        tries,
        madeAt,
        nextAt,
        endedAt,
        status,
        error,
        sent,
        List.copyOf(tried));
  }
}
