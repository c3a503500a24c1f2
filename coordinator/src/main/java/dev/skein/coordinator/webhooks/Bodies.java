package dev.skein.coordinator.webhooks;

import dev.skein.coordinator.web.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The bodies that are sent, by the endpoint's format. */
final class Bodies {
  /** Chat services cut or refuse longer ones. */
  private static final int LONGEST = 3000;

  private static final int CAUSES = 3;

  private Bodies() {}

  /**
   * @param timestamp when it happened, not when it was sent
   */
  private record Envelope(NewsType type, Instant timestamp, Object data) {}

  static String of(WebhookFormat format, NewsType type, Instant at, RolloutNews news) {
    return switch (format) {
      case STANDARD -> Json.write(new Envelope(type, at, news));
      case SLACK -> Json.write(Map.of("text", cut(text(type, news))));
    };
  }

  static String test(WebhookFormat format, Instant at, String webhook) {
    return switch (format) {
      case STANDARD ->
          Json.write(new Envelope(NewsType.TEST, at, Map.of("webhook", webhook, "test", true)));
      case SLACK ->
          Json.write(Map.of("text", "Skein: this is a test of webhook *" + webhook + "*."));
    };
  }

  private static String text(NewsType type, RolloutNews news) {
    RolloutNews.Tenants tenants = news.tenants();
    StringBuilder text = new StringBuilder();
    String how = news.state().endsWith("_WITH_EXCEPTIONS") ? " with exceptions" : "";
    text.append("*Rollout %s %s%s*".formatted(escaped(news.rollout()), type.did(), how));
    if (!news.reason().isEmpty()) {
      text.append(": ").append(escaped(news.reason()));
    }
    text.append("\nrelease ").append(escaped(news.release().name()));
    if (news.wave() != null) {
      text.append(", ").append(news.wave() == 0 ? "canary" : "wave " + news.wave());
      text.append(" of ").append(news.waves()).append(" waves");
    }
    int well = tenants.succeeded() + tenants.alreadyCurrent();
    text.append(", %d of %d tenants done".formatted(well, tenants.total()));
    if (tenants.failed() > 0) {
      text.append(", ").append(tenants.failed()).append(" failed");
    }
    news.causes().stream().limit(CAUSES).forEach(cause -> text.append('\n').append(line(cause)));
    if (news.link().startsWith("http")) {
      text.append('\n').append(escaped(news.link()));
    }
    return text.append("\nnext: `").append(escaped(news.next())).append('`').toString();
  }

  private static String line(RolloutNews.Cause cause) {
    String sample = cause.sample().stream().map(Bodies::escaped).collect(Collectors.joining(", "));
    String what =
        List.of(
                cause.sqlState() == null ? cause.kind() : cause.sqlState(),
                cause.script() == null ? "" : cause.script(),
                cause.message())
            .stream()
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(" "));
    return "• %s (%d: %s)".formatted(escaped(what), cause.tenants(), sample);
  }

  /** What a database said must not become a link or a mention. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('`', '\'');
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
