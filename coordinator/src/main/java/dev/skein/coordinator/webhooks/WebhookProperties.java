package dev.skein.coordinator.webhooks;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How webhooks are sent, {@code skein.coordinator.webhooks.*}.
 *
 * @param limit for one try, from connecting to the end of the answer
 * @param first the pause after the first failed try; each next one is longer
 * @param longest pause
 * @param deadline after which a delivery is given up
 * @param disableAfter how long an endpoint may fail without one success
 * @param keep how long ended deliveries stay on record
 * @param plainHttp whether http may leave this machine
 * @param publicUrl where people reach the coordinator, for links; or empty
 */
@ConfigurationProperties("skein.coordinator.webhooks")
record WebhookProperties(
    @DefaultValue("10s") Duration limit,
    @DefaultValue("5s") Duration first,
    @DefaultValue("1h") Duration longest,
    @DefaultValue("24h") Duration deadline,
    @DefaultValue("5d") Duration disableAfter,
    @DefaultValue("14d") Duration keep,
    @DefaultValue("false") boolean plainHttp,
    @DefaultValue("") String publicUrl) {
  WebhookProperties {
    if (!limit.isPositive() || !first.isPositive() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "expected skein.coordinator.webhooks with 0 < limit and 0 < first <= longest but got"
              + " limit %s, first %s, longest %s".formatted(limit, first, longest));
    }
    publicUrl = publicUrl.replaceAll("/+$", "");
  }
}
