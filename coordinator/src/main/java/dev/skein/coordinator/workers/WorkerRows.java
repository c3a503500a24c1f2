package dev.skein.coordinator.workers;

import dev.skein.contracts.event.WorkerHeartbeat;
import dev.skein.coordinator.web.Json;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Workers in the store, and the leases that their heartbeats move on. */
@Component
class WorkerRows {
  private final JdbcClient jdbc;
  private final JdbcTemplate batch;

  WorkerRows(JdbcClient jdbc, JdbcTemplate batch) {
    this.jdbc = jdbc;
    this.batch = batch;
  }

  /** Times are the store's own: workers' clocks are never believed. */
  @Transactional
  public void save(WorkerHeartbeat heartbeat) {
    String worker = heartbeat.worker().worker().value();
    jdbc.sql(
            """
            insert into worker (id, incarnation, seen_at, stopping)
            values (:id, :incarnation, now(), :stopping)
            on conflict (id) do update set incarnation = excluded.incarnation,
              seen_at = now(), stopping = excluded.stopping
            """)
        .param("id", worker)
        .param("incarnation", heartbeat.worker().incarnation())
        .param("stopping", heartbeat.stopping())
        .update();
    jdbc.sql("delete from worker_shard where worker = :id").param("id", worker).update();
    batch.batchUpdate(
        """
        insert into worker_shard (worker, shard, concurrency, offsets) values (?, ?, ?, ?::jsonb)
        """,
        heartbeat.shards(),
        100,
        (statement, presence) -> {
          statement.setString(1, worker);
          statement.setString(2, presence.shard().value());
          statement.setInt(3, presence.concurrency());
          statement.setString(4, Json.write(presence.offsets()));
        });
    // One that is locked has just been heard of; to wait for it could be to wait for each other.
    jdbc.sql(
            """
            update attempt set leased_at = now() where id in (
              select id from attempt where id = any (:ids) and ended_at is null
              for no key update skip locked)
            """)
        .param(
            "ids",
            heartbeat.inHand().stream()
                .map(attempt -> UUID.fromString(attempt.value()))
                .toArray(UUID[]::new))
        .update();
  }

  /**
   * Accepted attempts that nobody answers for any more: their worker began a new life, or said
   * nothing of them for the lease. Commands that were read but never accepted count as well, once
   * the lease is over: their place in the topic is behind what the shard's workers have read. While
   * reports wait to be heard nobody counts as silent.
   */
  List<LostAttempt> lost(double leaseSeconds) {
    return jdbc.sql(
            """
            with silence as materialized (
              select least(now(), min(until)) - make_interval(secs => :lease) as since
              from report_heard),
            suspect as materialized (
              select attempt.* from silence, attempt
              left join worker on worker.id = attempt.worker
              where attempt.ended_at is null
                and (coalesce(attempt.leased_at, attempt.dispatched_at) < silence.since
                  or (worker.incarnation <> attempt.incarnation
                    and worker.seen_at > attempt.accepted_at)))
            select suspect.rollout, suspect.tenant, suspect.id from suspect
            join rollout_tenant slot on slot.rollout = suspect.rollout
              and slot.tenant = suspect.tenant and slot.attempt = suspect.id
            where slot.state = 'ACCEPTED' or slot.state = 'DISPATCHED' and exists (select from worker_shard reader join worker on worker.id = reader.worker
                  where reader.shard = suspect.shard
                    and worker.seen_at > now() - make_interval(secs => :lease)
                    and (reader.offsets ->> suspect.kafka_partition::text)::bigint
                      > suspect.kafka_offset)
            order by suspect.rollout limit 1000
            """)
        .param("lease", leaseSeconds)
        .query(
            (row, _) ->
                new LostAttempt(
                    row.getString("rollout"), row.getString("tenant"), row.getString("id")))
        .list();
  }

  record LostAttempt(String rollout, String tenant, String attempt) {}
}
