package dev.skein.coordinator.backfills;

import dev.skein.contracts.codec.Topics;
import dev.skein.contracts.command.AttemptOrder;
import dev.skein.contracts.command.BackfillTenant;
import dev.skein.contracts.command.ReleaseOrder;
import dev.skein.contracts.command.TenantTarget;
import dev.skein.contracts.id.AttemptId;
import dev.skein.contracts.id.BackfillName;
import dev.skein.contracts.id.Epoch;
import dev.skein.contracts.id.ReleaseDigest;
import dev.skein.contracts.id.ReleaseName;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.id.ShardId;
import dev.skein.contracts.id.TenantId;
import dev.skein.coordinator.CoordinatorProperties;
import dev.skein.coordinator.blocks.Gate;
import dev.skein.coordinator.blocks.Ruling;
import dev.skein.coordinator.outbox.Outbox;
import dev.skein.coordinator.web.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sends backfills in slices, as many of each shard as its live workers have places, whoever waits
 * longest first: so all tenants come on, and a pause takes hold at the end of a slice.
 */
@Component
class BackfillDispatcher {
  /** When to look again at a tenant that may not be changed now. */
  private static final Duration LOOK = Duration.ofSeconds(15);

  private final JdbcClient jdbc;
  private final Outbox outbox;
  private final Gate gate;
  private final CoordinatorProperties properties;

  BackfillDispatcher(JdbcClient jdbc, Outbox outbox, Gate gate, CoordinatorProperties properties) {
    this.jdbc = jdbc;
    this.outbox = outbox;
    this.gate = gate;
    this.properties = properties;
  }

  /** A tenant's backfill, whose row this transaction holds. */
  private record Turn(String tenant, String name) {}

  @Transactional
  public void dispatch() {
    if (gate.fleetFreeze().isPresent()) {
      return;
    }
    List<Turn> turns = choose();
    if (turns.isEmpty()) {
      return;
    }
    Map<TenantId, Ruling> kept =
        gate.judge(
            turns.stream().map(Turn::tenant).distinct().toArray(String[]::new),
            null,
            Instant.now());
    List<Turn> sent =
        turns.stream().filter(turn -> !kept.containsKey(new TenantId(turn.tenant()))).toList();
    turns.forEach(turn -> defer(turn, kept.get(new TenantId(turn.tenant()))));
    outbox.send(
        send(sent).stream()
            .map(
                command ->
                    new Outbox.Outgoing(Topics.migrations(command.target().shard()), command, null))
            .toList());
  }

  private List<Turn> choose() {
    return jdbc.sql(
            """
            with room as (
              select shard.id as shard, live.concurrency - (select count(*) from tenant_backfill
                  where tenant_backfill.shard = shard.id and state = 'RUNNING') as room
              from shard cross join lateral (
                select coalesce(max(worker_shard.concurrency), 0) as concurrency
                from worker_shard join worker on worker.id = worker_shard.worker
                where worker_shard.shard = shard.id and not worker.stopping
                  and worker.seen_at > now() - make_interval(secs => :lease)) live
              where exists (select from tenant_backfill
                where tenant_backfill.shard = shard.id and state = 'PENDING'))
            select queued.tenant, queued.name from room cross join lateral (
              select tenant, name from tenant_backfill backfill
              where shard = room.shard and state = 'PENDING' and not paused
                and (due_at is null or due_at <= now())
                and not exists (select from backfill_pause where name = backfill.name)
                and not exists (select from tenant_backfill earlier
                  where earlier.tenant = backfill.tenant and earlier.number < backfill.number
                    and earlier.state <> 'DONE')
              order by sent_at nulls first, number limit greatest(room.room, 0)
              for update skip locked) queued
            """)
        .param("lease", properties.lease().toMillis() / 1000.0)
        .query((row, _) -> new Turn(row.getString(1), row.getString(2)))
        .list();
  }

  /** So that who may not be changed now does not stand before who may. */
  private void defer(Turn turn, @Nullable Ruling ruling) {
    if (ruling == null) {
      return;
    }
    jdbc.sql(
            """
            update tenant_backfill set due_at = now() + make_interval(secs => :look), note = :why
            where tenant = :tenant and name = :name
            """)
        .param("look", LOOK.toSeconds())
        .param("why", ruling.why())
        .param("tenant", turn.tenant())
        .param("name", turn.name())
        .update();
  }

  private List<BackfillTenant> send(List<Turn> turns) {
    return jdbc.sql(
            """
            with sent as (
              update tenant_backfill backfill set state = 'RUNNING', attempt = gen_random_uuid(),
                epoch = epoch + 1, sent_at = now(), accepted_at = null, leased_at = null,
                worker = null, incarnation = null, due_at = null, note = null, updated_at = now()
              from unnest(:tenants, :names) turn (tenant, name)
              where backfill.tenant = turn.tenant and backfill.name = turn.name
              returning backfill.*)
            select sent.name as backfill, sent.attempt, sent.tries, sent.epoch as given,
              tenant.id, tenant.shard, tenant.database_name, tenant.schema_name, tenant.labels,
              tenant.version, release.digest, release.name, release.head, rollout.environment,
              rollout.placeholders, (select generation from coordinator) as generation
            from sent join tenant on tenant.id = sent.tenant
              join release on release.digest = sent.release
              join rollout on rollout.id = sent.rollout
            """)
        .param("tenants", turns.stream().map(Turn::tenant).toArray(String[]::new))
        .param("names", turns.stream().map(Turn::name).toArray(String[]::new))
        .query((row, _) -> command(row))
        .list();
  }

  private BackfillTenant command(ResultSet row) throws SQLException {
    return new BackfillTenant(
        new TenantTarget(
            new TenantId(row.getString("id")),
            new ShardId(row.getString("shard")),
            row.getString("database_name"),
            row.getString("schema_name"),
            Json.texts(row.getString("labels"))),
        new AttemptOrder(
            null,
            new AttemptId(row.getString("attempt")),
            row.getInt("tries") + 1,
            new Epoch(row.getInt("generation"), row.getLong("given")),
            properties.lease(),
            null),
        new ReleaseOrder(
            new ReleaseDigest(row.getString("digest")),
            new ReleaseName(row.getString("name")),
            version(row.getString("version")),
            version(row.getString("head")),
            row.getString("environment"),
            Json.texts(row.getString("placeholders"))),
        new BackfillName(row.getString("backfill")));
  }

  private static @Nullable SchemaVersion version(@Nullable String text) {
    return text == null ? null : new SchemaVersion(text);
  }
}
