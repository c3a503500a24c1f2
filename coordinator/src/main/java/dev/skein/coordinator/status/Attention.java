package dev.skein.coordinator.status;

import dev.skein.coordinator.CoordinatorProperties;
import dev.skein.coordinator.blocks.Gate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What stands in a rollout's way without having failed. */
@Component
class Attention {
  private final JdbcClient jdbc;
  private final Gate gate;
  private final CoordinatorProperties properties;

  Attention(JdbcClient jdbc, Gate gate, CoordinatorProperties properties) {
    this.jdbc = jdbc;
    this.gate = gate;
    this.properties = properties;
  }

  List<String> of(String rollout, Counts counts) {
    List<String> lines = new ArrayList<>(gates(rollout));
    lines.addAll(tripped(rollout));
    if (counts.left() > 0) {
      gate.fleetFreeze()
          .map(freeze -> freeze.sentence() + "; skein freeze lift " + freeze.id())
          .ifPresent(lines::add);
      lines.addAll(unserved(rollout));
    }
    return lines;
  }

  /** What keeps the next wave, and who or what lets it go. */
  private List<String> gates(String rollout) {
    return jdbc.sql(
            """
            select wave, state, approval, bakes_until from rollout_wave
            where rollout = :rollout and (approval = 'AWAITED' or state = 'BAKING') order by wave
            """)
        .param("rollout", rollout)
        .query(
            (row, _) ->
                row.getString("state").equals("BAKING")
                    ? "wave %d bakes until %s"
                        .formatted(
                            row.getInt("wave"),
                            row.getObject("bakes_until", OffsetDateTime.class)
                                .toInstant()
                                .truncatedTo(ChronoUnit.SECONDS))
                    : "wave %d waits for approval; skein rollout approve %s --wave %1$d"
                        .formatted(row.getInt("wave"), rollout))
        .list();
  }

  /** Shards that are paused alone. */
  private List<String> tripped(String rollout) {
    return jdbc.sql(
            """
            select shard.key as shard, shard.value as errors from rollout
            cross join lateral jsonb_each_text(rollout.toll -> 'errors') shard
            where rollout.id = :rollout
              and shard.value::integer >= (rollout.policy -> 'perShard' ->> 'errors')::integer
            order by shard.key
            """)
        .param("rollout", rollout)
        .query(
            (row, _) ->
                "shard %s is paused after %s errors in a row; repair it, then skein rollout resume %s"
                    .formatted(row.getString("shard"), row.getString("errors"), rollout))
        .list();
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
