package dev.skein.coordinator.status;

import dev.skein.coordinator.CoordinatorProperties;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What stands in a rollout's way without having failed. */
@Component
class Attention {
  private final JdbcClient jdbc;
  private final CoordinatorProperties properties;

  Attention(JdbcClient jdbc, CoordinatorProperties properties) {
    this.jdbc = jdbc;
    this.properties = properties;
  }

  List<String> of(String rollout, Counts counts) {
    return counts.left() == 0 ? List.of() : unserved(rollout);
  }

  /** Shards where tenants wait and no worker lives. */
  private List<String> unserved(String rollout) {
    return jdbc.sql(
            """
            select shard.id from shard
            where exists (select from rollout_shard waiting where waiting.rollout = :rollout
                and waiting.shard = shard.id and waiting.state in ('PENDING', 'DISPATCHED')
                and waiting.tenants > 0)
              and not exists (select from worker_shard join worker on worker.id = worker_shard.worker
                where worker_shard.shard = shard.id and not worker.stopping
                  and worker.seen_at > now() - make_interval(secs => :lease))
            order by shard.id
            """)
        .param("rollout", rollout)
        .param("lease", properties.lease().toMillis() / 1000.0)
        .query(
            (row, _) ->
                "no live worker serves shard %s, so its tenants wait; start one"
                    .formatted(row.getString("id")))
        .list();
  }
}
