package dev.skein.coordinator.webhooks;

import dev.skein.coordinator.web.RefusedException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint to add, checked.
 *
 * @param events in their order, each once; all types when empty; copied
 * @param secret null where none was given
 */
record NewWebhook(
    String name,
    Destination destination,
    WebhookFormat format,
    List<String> events,
    @Nullable WebhookSecret secret) {
  private static final String NAME = "[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?";

  NewWebhook {
    if (!name.matches(NAME)) {
      throw RefusedException.invalid(
          "expected a name of lower-case letters, digits and hyphens but got \"%s\""
              .formatted(name));
    }
    events = List.copyOf(events);
  }

  /** Chat services do not look at signatures: there a secret is only made when asked for. */
  boolean needsSecret() {
    return secret == null && format == WebhookFormat.STANDARD;
  }

  NewWebhook with(WebhookSecret made) {
    return new NewWebhook(name, destination, format, events, made);
  }
}
