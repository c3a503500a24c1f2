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
import java.util.UUID;
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
  Map<String, Load> loads(RolloutId rollout, int currentWave, double leaseSeconds) {
    List<String> shards =
        jdbc.query(
            """
            select id from shard
            where exists (select from rollout_tenant queued where queued.rollout = ?
              and queued.shard = shard.id and queued.state = 'PENDING' and queued.wave <= ?)
            order by id for no key update
            """,
            (row, _) -> row.getString(1),
            rollout.value(),
            currentWave);
    Map<String, Load> loads = new TreeMap<>();
    jdbc.query(
        """
        select shards.id,
          coalesce((select max(worker_shard.concurrency) from worker_shard
            join worker on worker.id = worker_shard.worker
            where worker_shard.shard = shards.id and not worker.stopping
              and worker.seen_at > now() - make_interval(secs => ?)), 0),
          (select count(*) from rollout_tenant
            where rollout_tenant.shard = shards.id and state in ('DISPATCHED', 'ACCEPTED'))
        from unnest(?) shards (id)
        """,
        row -> {
          loads.put(row.getString(1), new Load(row.getInt(2), row.getInt(3)));
        },
        leaseSeconds,
        shards.toArray(String[]::new));
    return loads;
  }

  /** Takes tenants out of the queue, up to each shard's room, and numbers their attempts. */
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
          returning rollout_tenant.*)
        update tenant set epoch = tenant.epoch + 1, status = 'dispatched', rollout = slot.rollout,
          revision = revision + 1, updated_at = now()
        from slot where tenant.id = slot.tenant
        returning tenant.*, slot.wave, slot.attempt, slot.attempts,
          (select generation from coordinator) as generation
        """,
        (row, _) -> candidate(row),
        rooms.keySet().toArray(String[]::new),
        rooms.values().toArray(Integer[]::new),
        rollout.value(),
        currentWave,
        allowance,
        rollout.value());
  }

  void open(RolloutId rollout, List<Candidate> sent) {
    jdbc.batchUpdate(
        """
        insert into attempt (id, rollout, tenant, shard, number, generation, epoch)
        values (?, ?, ?, ?, ?, ?, ?)
        """,
        sent,
        500,
        (statement, candidate) -> {
          statement.setObject(1, UUID.fromString(candidate.attempt().value()));
          statement.setString(2, rollout.value());
          statement.setString(3, candidate.target().tenant().value());
          statement.setString(4, candidate.target().shard().value());
          statement.setInt(5, candidate.number());
          statement.setInt(6, candidate.epoch().generation());
          statement.setLong(7, candidate.epoch().counter());
        });
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
