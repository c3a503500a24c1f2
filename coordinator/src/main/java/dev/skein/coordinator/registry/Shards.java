package dev.skein.coordinator.registry;

import dev.skein.contracts.id.ShardId;
import dev.skein.coordinator.kafka.KafkaTopics;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The shards: each gets its row and its command topic when it is first heard of. */
@Component
public class Shards {
  private final JdbcClient jdbc;
  private final KafkaTopics topics;

  Shards(JdbcClient jdbc, KafkaTopics topics) {
    this.jdbc = jdbc;
    this.topics = topics;
  }

  /** Idempotent. */
  public void register(Collection<ShardId> shards) {
    topics.createFor(shards);
    jdbc.sql("insert into shard (id) select unnest(:ids) on conflict do nothing")
        .param("ids", shards.stream().map(ShardId::value).toArray(String[]::new))
        .update();
  }

  List<String> ids() {
    return jdbc.sql("select id from shard order by id").query((row, _) -> row.getString(1)).list();
  }
}
