package dev.skein.coordinator.webhooks;

import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Takes news within the transaction that makes them; the sender carries them after its commit. With
 * no endpoint that listens, nothing is composed and nothing is written.
 */
@Component
public class WebhookOutbox {
  private final WebhookRows webhooks;
  private final DeliveryRows deliveries;
  private final WebhookSignal signal;
  private final WebhookProperties properties;

  WebhookOutbox(
      WebhookRows webhooks,
      DeliveryRows deliveries,
      WebhookSignal signal,
      WebhookProperties properties) {
    this.webhooks = webhooks;
    this.deliveries = deliveries;
    this.signal = signal;
    this.properties = properties;
  }

  /** Whether anybody would be told. */
  public boolean listening() {
    return webhooks.listening();
  }

  public void tell(NewsType type, Supplier<RolloutNews> news) {
    if (!listening()) {
      return;
    }
    RolloutNews told = news.get().linked(properties.publicUrl());
    Instant now = Instant.now();
    deliveries.tell(
        message(),
        type,
        told.rollout(),
        Bodies.of(WebhookFormat.STANDARD, type, now, told),
        Bodies.of(WebhookFormat.SLACK, type, now, told),
        properties.deadline());
    signal.wakeAfterCommit();
  }

  /** A name that no other message has. */
  static String message() {
    return "msg_" + UUID.randomUUID().toString().replace("-", "");
  }
}
