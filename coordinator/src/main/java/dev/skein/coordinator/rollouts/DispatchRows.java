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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
   * Takes tenants out of the queue, up to each shard's room, and opens their attempts, numbered. A
   * statement a step, each by keys that are given: one statement for all was planned badly.
   */
  List<Candidate> take(
      RolloutId rollout, int currentWave, Map<String, Integer> rooms, int allowance) {
    String[] chosen = choose(rollout, currentWave, rooms, allowance);
    if (chosen.length == 0) {
      return List.of();
    }
    Map<String, Numbered> numbered = number(rollout, chosen);
    List<Candidate> taken =
        jdbc.query(
            """
            update tenant set epoch = epoch + 1, status = 'dispatched', rollout = ?,
              revision = revision + 1, updated_at = now()
            where id = any (?)
            returning *, (select generation from coordinator) as generation,
              exists (select from tenant other where other.shard = tenant.shard
                 and other.database_name = tenant.database_name
                 and other.schema_name <> tenant.schema_name) as shares_database
            """,
            (row, _) -> candidate(row, Objects.requireNonNull(numbered.get(row.getString("id")))),
            rollout.value(),
            chosen);
    open(rollout, taken);
    return taken;
  }

  /**
   * Those whose turn it is, in order. Who holds a tenant is asked tenant by tenant, as a value: an
   * EXISTS was planned as a join with all that the rollout holds, seconds long, once a shard.
   */
  String[] choose(RolloutId rollout, int currentWave, Map<String, Integer> rooms, int allowance) {
    return jdbc.queryForList(
            """
            select queued.tenant from unnest(?, ?) shards (shard, room)
            cross join lateral (
              select tenant, wave, position from rollout_tenant
              where rollout = ? and shard = shards.shard and state = 'PENDING' and wave <= ?
                and rollout = (select tenant_hold.rollout from tenant_hold
                  where tenant_hold.tenant = rollout_tenant.tenant)
              order by wave, position limit shards.room) queued
            order by queued.wave, queued.position limit ?
            """,
            String.class,
            rooms.keySet().toArray(String[]::new),
            rooms.values().toArray(Integer[]::new),
            rollout.value(),
            currentWave,
            allowance)
        .toArray(String[]::new);
  }

  private record Numbered(int wave, int position, AttemptId attempt, int number) {}

  private Map<String, Numbered> number(RolloutId rollout, String[] tenants) {
    Map<String, Numbered> numbered = new HashMap<>();
    jdbc.query(
        """
        update rollout_tenant set state = 'DISPATCHED', attempts = attempts + 1,
          attempt = gen_random_uuid(), retry_at = null, updated_at = now()
        where rollout = ? and tenant = any (?)
        returning tenant, wave, position, attempt, attempts
        """,
        row -> {
          numbered.put(
              row.getString(1),
              new Numbered(
                  row.getInt(2), row.getInt(3), new AttemptId(row.getString(4)), row.getInt(5)));
        },
        rollout.value(),
        tenants);
    return numbered;
  }

  private void open(RolloutId rollout, List<Candidate> sent) {
    jdbc.update(
        """
        insert into attempt (id, rollout, tenant, shard, number, generation, epoch)
        select id, ?, tenant, shard, number, generation, epoch
        from unnest(?, ?, ?, ?, ?, ?) sent (id, tenant, shard, number, generation, epoch)
        """,
        rollout.value(),
        sent.stream()
            .map(candidate -> UUID.fromString(candidate.attempt().value()))
            .toArray(UUID[]::new),
        sent.stream().map(candidate -> candidate.target().tenant().value()).toArray(String[]::new),
        sent.stream().map(candidate -> candidate.target().shard().value()).toArray(String[]::new),
        sent.stream().map(Candidate::number).toArray(Integer[]::new),
        sent.stream().map(candidate -> candidate.epoch().generation()).toArray(Integer[]::new),
        sent.stream().map(candidate -> candidate.epoch().counter()).toArray(Long[]::new));
  }

  private static Candidate candidate(ResultSet row, Numbered numbered) throws SQLException {
    String version = row.getString("version");
    return new Candidate(
        new TenantTarget(
            new TenantId(row.getString("id")),
            new ShardId(row.getString("shard")),
            row.getString("database_name"),
            row.getString("schema_name"),
            Json.texts(row.getString("labels")),
            row.getBoolean("shares_database")),
        numbered.wave(),
        numbered.position(),
        numbered.attempt(),
        numbered.number(),
        new Epoch(row.getInt("generation"), row.getLong("epoch")),
        version == null ? null : new SchemaVersion(version));
  }
}
