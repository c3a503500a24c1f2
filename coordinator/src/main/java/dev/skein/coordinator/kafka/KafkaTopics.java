package dev.skein.coordinator.kafka;

import dev.skein.contracts.codec.Topics;
import dev.skein.contracts.id.ShardId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.springframework.stereotype.Component;

/** Creates the topics; nobody else does. Creating one that is there changes nothing. */
@Component
public class KafkaTopics {
  private static final Map<String, String> COMPACTED =
      Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);

  /** Long enough that a worker that comes back after weeks finds its commands. */
  private static final Map<String, String> KEPT =
      Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(30L * 24 * 60 * 60 * 1000));

  private static final int REPORT_PARTITIONS = 12;

  private final KafkaClients clients;
  private final Set<ShardId> known = ConcurrentHashMap.newKeySet();

  KafkaTopics(KafkaClients clients) {
    this.clients = clients;
  }

  /** The topics that do not depend on a shard. */
  public void createCommon() {
    create(
        List.of(
            topic(Topics.RELEASES, 1, KEPT),
            topic(Topics.RESULTS, REPORT_PARTITIONS, KEPT),
            topic(Topics.HEARTBEATS, 1, Map.of(TopicConfig.RETENTION_MS_CONFIG, "3600000")),
            topic(Topics.CONTROL, 1, COMPACTED),
            topic(Topics.TENANT_STATE, REPORT_PARTITIONS, COMPACTED),
            topic(Topics.DEAD_LETTERS, 1, KEPT)));
  }

  /** The command topic of each shard. */
  public void createFor(Collection<ShardId> shards) {
    List<ShardId> missing = shards.stream().filter(shard -> !known.contains(shard)).toList();
    if (missing.isEmpty()) {
      return;
    }
    create(
        missing.stream()
            .map(shard -> topic(Topics.migrations(shard), Topics.COMMAND_PARTITIONS, KEPT))
            .toList());
    known.addAll(missing);
  }

  private NewTopic topic(String name, int partitions, Map<String, String> settings) {
    return new NewTopic(name, partitions, clients.replication()).configs(settings);
  }

  private void create(List<NewTopic> topics) {
    try (Admin admin = clients.admin()) {
      for (var created : admin.createTopics(topics).values().entrySet()) {
        try {
          created.getValue().get();
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof TopicExistsException)) {
            throw new IllegalStateException("cannot create topic " + created.getKey(), e);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while topics were created", e);
    }
  }
}
