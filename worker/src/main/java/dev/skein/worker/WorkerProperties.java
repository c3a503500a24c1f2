package dev.skein.worker;

import dev.skein.contracts.id.ShardId;
import dev.skein.contracts.id.WorkerId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A worker's configuration, {@code skein.worker.*}.
 *
 * @param id the same again after a restart, and no other worker's: what it had in hand before is
 *     then taken back at once
 * @param kafka the brokers, {@code host:port} separated by commas
 * @param coordinator where bundles are fetched
 * @param token for the coordinator
 * @param heartbeat how often it gives a sign of life
 * @param drain how long started attempts may run on when it stops
 * @param shards the shards that it serves, at least one, each once
 */
@ConfigurationProperties("skein.worker")
public record WorkerProperties(
    String id,
    String kafka,
    URI coordinator,
    String token,
    @DefaultValue("10s") Duration heartbeat,
    @DefaultValue("30s") Duration drain,
    List<ShardProperties> shards) {
  public WorkerProperties {
    require("id", id);
    require("kafka", kafka);
    require("coordinator", coordinator);
    require("token", token);
    var _ = new WorkerId(id);
    shards = shards == null ? List.of() : List.copyOf(shards);
    if (shards.isEmpty()) {
      throw new IllegalArgumentException(
          "expected skein.worker.shards with at least one shard but there is none");
    }
    List<String> ids = shards.stream().map(ShardProperties::id).toList();
    if (ids.stream().distinct().count() != ids.size()) {
      throw new IllegalArgumentException("expected each shard once but got " + ids);
    }
  }

  private static void require(String name, Object value) {
    if (value == null || value.toString().isBlank()) {
      throw new IllegalArgumentException("expected skein.worker." + name + " but it is not set");
    }
  }

  public WorkerId workerId() {
    return new WorkerId(id);
  }

  /** Never the token, nor what a shard holds. */
  @Override
  public String toString() {
    return "WorkerProperties[id=%s, shards=%s]"
        .formatted(
            id,
            shards.stream()
                .map(ShardProperties::shardId)
                .map(ShardId::value)
                .collect(Collectors.joining(", ")));
  }
}
