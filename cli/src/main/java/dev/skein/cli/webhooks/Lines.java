package dev.skein.cli.webhooks;

import dev.skein.cli.shell.Texts;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** What endpoints and deliveries say, as people read it. */
final class Lines {
  private Lines() {}

  static String time(JsonNode from, String field) {
    return from.path(field).asStringOpt().map(text -> Texts.time(Instant.parse(text))).orElse("-");
  }

  static String text(JsonNode from, String field) {
    return from.path(field).asStringOpt().orElse("-");
  }

  static String number(JsonNode from, String field) {
    return from.path(field).isNumber() ? from.path(field).asString() : "-";
  }

  static String events(JsonNode webhook) {
    String events =
        String.join(",", webhook.path("events").valueStream().map(JsonNode::asString).toList());
    return events.isEmpty() ? "all" : events;
  }
}
