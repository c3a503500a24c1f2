package dev.skein.coordinator.status;

import dev.skein.coordinator.CoordinatorProperties;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the shards with who serves them. */
@Component
class ShardStatus {
  private final JdbcClient jdbc;
  private final CoordinatorProperties properties;

  ShardStatus(JdbcClient jdbc, CoordinatorProperties properties) {
    this.jdbc = jdbc;
    this.properties = properties;
  }

  /**
   * @param concurrency attempts at once, as its live workers announce; 0 when none lives
   */
  record ShardView(
      String id, int concurrency, int tenants, int inFlight, List<WorkerView> workers) {}

  record WorkerView(
      String shard, String id, int concurrency, Instant seenAt, boolean stopping, boolean live) {}

  List<ShardView> list() {
    Map<String, List<WorkerView>> workers =
        workers().stream().collect(Collectors.groupingBy(WorkerView::shard));
    return jdbc.sql(
            """
            select id,
              (select count(*) from tenant where tenant.shard = shard.id) as tenants,
              (select coalesce(sum(tenants), 0) from rollout_shard
                where rollout_shard.shard = shard.id
                  and state in ('DISPATCHED', 'ACCEPTED')) as in_flight
            from shard order by id
            """)
        .query(
            (row, _) -> {
              List<WorkerView> serving = workers.getOrDefault(row.getString("id"), List.of());
              int concurrency =
                  serving.stream()
                      .filter(WorkerView::live)
                      .mapToInt(WorkerView::concurrency)
                      .max()
                      .orElse(0);
              return new ShardView(
                  row.getString("id"),
                  concurrency,
                  row.getInt("tenants"),
                  row.getInt("in_flight"),
                  serving);
            })
        .list();
  }

  private List<WorkerView> workers() {
    return jdbc.sql(
            """
            select worker_shard.shard, worker.id, worker_shard.concurrency, seen_at, stopping,
              not stopping and seen_at > now() - make_interval(secs => :lease) as live
            from worker_shard join worker on worker.id = worker_shard.worker
            order by worker.id
            """)
        .param("lease", properties.lease().toMillis() / 1000.0)
        .query(
            (row, _) ->
                new WorkerView(
                    row.getString("shard"),
                    row.getString("id"),
                    row.getInt("concurrency"),
                    StatusQueries.instant(row, "seen_at"),
                    row.getBoolean("stopping"),
                    row.getBoolean("live")))
        .list();
  }
}
