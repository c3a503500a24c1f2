package dev.skein.coordinator.webhooks;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as it is asked for.
 *
 * @param format {@code standard} or {@code slack}; null is standard
 * @param events of these types alone; all when left out
 * @param secret null to have one made
 */
record AddWebhook(
    String name,
    String url,
    @Nullable String format,
    List<String> events,
    @Nullable String secret,
    String reason) {
  AddWebhook {
    name = name == null ? "" : name;
    url = url == null ? "" : url;
    events = events == null ? List.of() : List.copyOf(events);
    reason = reason == null ? "" : reason;
  }

  NewWebhook checked(boolean plainHttp) {
    return new NewWebhook(
        name,
        Destination.parse(url, plainHttp),
        WebhookFormat.parse(format),
        events.stream().map(event -> NewsType.parse(event).type()).distinct().sorted().toList(),
        secret == null ? null : WebhookSecret.parse(secret));
  }

  /** Neither the secret nor the address. */
  @Override
  public String toString() {
    return "AddWebhook[" + name + "]";
  }
}
