package dev.skein.coordinator.webhooks;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as the API shows it.
 *
 * @param url scheme and host alone, since the rest may be a secret
 * @param events of these types alone; of all when empty
 * @param signed whether there is a secret
 * @param state active, failing or disabled
 * @param failingSince the first failure after the last success, or null
 * @param disabledWhy null when it is not
 * @param waiting deliveries that are to be tried
 * @param delivered those on record, as failed
 * @param secret only in the answer that made it
 */
record WebhookView(
    String name,
    String url,
    WebhookFormat format,
    List<String> events,
    boolean signed,
    String state,
    @Nullable Instant failingSince,
    @Nullable Instant disabledAt,
    @Nullable String disabledWhy,
    String addedBy,
    Instant addedAt,
    long waiting,
    long delivered,
    long failed,
    @Nullable String secret) {
  WebhookView with(WebhookSecret made) {
    return new WebhookView(
        name,
        url,
        format,
        events,
        signed,
        state,
        failingSince,
        disabledAt,
        disabledWhy,
        addedBy,
        addedAt,
        waiting,
        delivered,
        failed,
        made.text());
  }

  /** Never the secret. */
  @Override
  public String toString() {
    return "WebhookView[" + name + ", " + state + "]";
  }
}
