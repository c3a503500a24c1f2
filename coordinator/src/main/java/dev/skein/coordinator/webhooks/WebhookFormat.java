package dev.skein.coordinator.webhooks;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.skein.coordinator.web.RefusedException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How an endpoint wants its bodies. */
enum WebhookFormat {
  STANDARD,
  /** {@code {"text": …}}, as Slack's incoming webhooks and those of its kin take it. */
  SLACK;

  @JsonValue
  String stored() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @param text null is the standard one
   */
  static WebhookFormat parse(@Nullable String text) {
    return switch (text == null ? "standard" : text) {
      case "standard" -> STANDARD;
      case "slack" -> SLACK;
      default ->
          throw RefusedException.invalid(
              "expected the format standard or slack but got \"%s\"".formatted(text));
    };
  }
}
