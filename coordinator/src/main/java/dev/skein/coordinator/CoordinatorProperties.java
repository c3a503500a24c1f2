package dev.skein.coordinator;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The coordinator's configuration, {@code skein.coordinator.*}.
 *
 * @param token every request must bear it; at least 20 characters
 * @param kafka the brokers, {@code host:port} separated by commas
 * @param replication of the topics that are created
 * @param lease how long an accepted attempt is believed without a heartbeat
 * @param attemptLimit how long one attempt at one tenant may take
 * @param tick how often what nobody announces is looked at: retries due, silent workers
 */
@ConfigurationProperties("skein.coordinator")
public record CoordinatorProperties(
    String token,
    String kafka,
    @DefaultValue("1") short replication,
    @DefaultValue("60s") Duration lease,
    @DefaultValue("250ms") Duration tick,
    @DefaultValue("1h") Duration attemptLimit) {
  private static final int SHORTEST_TOKEN = 20;

  public CoordinatorProperties {
    if (token == null || token.length() < SHORTEST_TOKEN) {
      throw new IllegalArgumentException(
          "expected skein.coordinator.token with at least %d characters but got %d"
              .formatted(SHORTEST_TOKEN, token == null ? 0 : token.length()));
    }
    if (kafka == null || kafka.isBlank()) {
      throw new IllegalArgumentException(
          "expected skein.coordinator.kafka with the brokers' host:port but it is empty");
    }
  }

  /** Never the token. */
  @Override
  public String toString() {
    return "CoordinatorProperties[kafka=%s, lease=%s]".formatted(kafka, lease);
  }
}
