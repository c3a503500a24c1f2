package dev.skein.coordinator.rollouts;

import dev.skein.contracts.command.TenantTarget;
import dev.skein.contracts.id.AttemptId;
import dev.skein.contracts.id.Epoch;
import dev.skein.contracts.id.RolloutId;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.id.ShardId;
import dev.skein.contracts.id.TenantId;
import dev.skein.coordinator.web.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The store's side of sending commands; always under the rollout's lock. */
@Component
class DispatchRows {
  private final JdbcTemplate jdbc;

  DispatchRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** A shard's live workers and what is unfinished there, over all rollouts. */
  record Load(int concurrency, int unfinished) {}

  /**
   * Of the shards where the rollout has tenants to send. Their rows are locked, so that two
   * rollouts never both take the same room.
   *
   * @param leaseSeconds how long a worker counts as alive after its last heartbeat
   */
  Map<String, Load> loads(RolloutId rollout, double leaseSeconds) {
    List<String> shards =
        jdbc.query(
            """
            select id from shard
            where exists (select from rollout_shard queued where queued.rollout = ?
              and queued.shard = shard.id and queued.state = 'PENDING' and queued.tenants > 0)
            order by id for no key update
            """,
            (row, _) -> row.getString(1),
            rollout.value());
    Map<String, Load> loads = new TreeMap<>();
    jdbc.query(
        """
        select shards.id,
          coalesce((select max(worker_shard.concurrency) from worker_shard
            join worker on worker.id = worker_shard.worker
            where worker_shard.shard = shards.id and not worker.stopping
              and worker.seen_at > now() - make_interval(secs => ?)), 0),
          coalesce((select sum(tenants) from rollout_shard
            where rollout_shard.shard = shards.id and state in ('DISPATCHED', 'ACCEPTED')), 0)
        from unnest(?) shards (id)
        """,
        row -> {
          loads.put(row.getString(1), new Load(row.getInt(2), row.getInt(3)));
        },
        leaseSeconds,
        shards.toArray(String[]::new));
    return loads;
  }

  /**
   * Takes tenants out of the queue, up to each shard's room, and opens their attempts, numbered.
   */
  List<Candidate> take(
      RolloutId rollout, int currentWave, Map<String, Integer> rooms, int allowance) {
    return jdbc.query(
        """
        with chosen as (
          select queued.tenant from unnest(?, ?) shards (shard, room)
          cross join lateral (
            select tenant, wave, position from rollout_tenant
            where rollout = ? and shard = shards.shard and state = 'PENDING' and wave <= ?
            order by wave, position limit shards.room) queued
          order by queued.wave, queued.position limit ?),
        slot as (
          update rollout_tenant set state = 'DISPATCHED', attempts = attempts + 1,
            attempt = gen_random_uuid(), retry_at = null, updated_at = now()
          from chosen where rollout = ? and rollout_tenant.tenant = chosen.tenant
          returning rollout_tenant.*),
        sent as (update tenant set epoch = tenant.epoch + 1, status = 'dispatched', rollout = slot.rollout,
          revision = revision + 1, updated_at = now()
        from slot where tenant.id = slot.tenant
        returning tenant.*, slot.wave, slot.attempt, slot.attempts,
          (select generation from coordinator) as generation),
        opened as (
          insert into attempt (id, rollout, tenant, shard, number, generation, epoch)
          select attempt, rollout, id, shard, attempts, generation, epoch from sent)
        select * from sent
        """,
        (row, _) -> candidate(row),
        rooms.keySet().toArray(String[]::new),
        rooms.values().toArray(Integer[]::new),
        rollout.value(),
        currentWave,
        allowance,
        rollout.value());
  }

  private static Candidate candidate(ResultSet row) throws SQLException {
    String version = row.getString("version");
    return new Candidate(
        new TenantTarget(
            new TenantId(row.getString("id")),
            new ShardId(row.getString("shard")),
            row.getString("database_name"),
            row.getString("schema_name"),
            Json.texts(row.getString("labels"))),
        row.getInt("wave"),
        new AttemptId(row.getString("attempt")),
        row.getInt("attempts"),
        new Epoch(row.getInt("generation"), row.getLong("epoch")),
        version == null ? null : new SchemaVersion(version));
  }
}
