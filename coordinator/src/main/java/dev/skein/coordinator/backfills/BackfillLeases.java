package dev.skein.coordinator.backfills;

import dev.skein.contracts.event.WorkerHeartbeat;
import dev.skein.contracts.event.WorkerHeartbeat.BackfillPresence;
import dev.skein.coordinator.CoordinatorProperties;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What heartbeats say of slices under way, and what becomes of those that nobody answers for. */
@Component
public class BackfillLeases {
  private final JdbcClient jdbc;
  private final double lease;

  BackfillLeases(JdbcClient jdbc, CoordinatorProperties properties) {
    this.jdbc = jdbc;
    this.lease = properties.lease().toMillis() / 1000.0;
  }

  @Transactional
  public void heard(WorkerHeartbeat heartbeat) {
    if (heartbeat.inHand().isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            with heard as (
              select tenant, name from tenant_backfill
              where attempt = any (:inHand) and state = 'RUNNING'
              for no key update skip locked)
            update tenant_backfill backfill set leased_at = now(),
              batches = greatest(backfill.batches, coalesce(news.batches, 0)),
              changed_rows = greatest(backfill.changed_rows, coalesce(news.changed, 0))
            from heard join tenant_backfill held using (tenant, name)
              left join unnest(:attempts, :batches, :changed) news (attempt, batches, changed)
                on news.attempt = held.attempt
            where backfill.tenant = heard.tenant and backfill.name = heard.name
            """)
        .param(
            "inHand", heartbeat.inHand().stream().map(BackfillReports::uuid).toArray(UUID[]::new))
        .param(
            "attempts",
            heartbeat.backfills().stream()
                .map(one -> BackfillReports.uuid(one.attempt()))
                .toArray(UUID[]::new))
        .param(
            "batches",
            heartbeat.backfills().stream().map(BackfillPresence::batches).toArray(Long[]::new))
        .param(
            "changed",
            heartbeat.backfills().stream().map(BackfillPresence::rows).toArray(Long[]::new))
        .update();
  }

  /**
   * Slices whose worker began a new life, or said nothing of them for the lease, are to be sent
   * again with a higher epoch; those that no worker took, after twice that. While reports wait to
   * be heard nobody counts as silent.
   *
   * @return how many
   */
  @Transactional
  public int takeBack() {
    return jdbc.sql(
            """
            with silence as materialized (
              select least(now(), min(until)) - make_interval(secs => :lease) as since
              from report_heard)
            update tenant_backfill backfill set state = 'PENDING', attempt = null,
              note = 'its worker fell silent', updated_at = now()
            from silence where backfill.state = 'RUNNING' and (
              coalesce(backfill.leased_at, backfill.sent_at + make_interval(secs => :lease))
                < silence.since
              or exists (select from worker where worker.id = backfill.worker
                and worker.incarnation <> backfill.incarnation
                and worker.seen_at > backfill.accepted_at))
            """)
        .param("lease", lease)
        .update();
  }
}
