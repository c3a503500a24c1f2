package dev.skein.coordinator.status;

import dev.skein.coordinator.CoordinatorProperties;
import dev.skein.coordinator.status.FleetStatus.LateTenant;
import dev.skein.coordinator.status.FleetStatus.Newest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the fleet beyond its rollouts. */
@Component
class FleetQueries {
  private static final int MOST_ROLLOUTS = 20;

  private final JdbcClient jdbc;
  private final CoordinatorProperties properties;

  FleetQueries(JdbcClient jdbc, CoordinatorProperties properties) {
    this.jdbc = jdbc;
    this.properties = properties;
  }

  /** Tenants by version, null among them: one look at every tenant. */
  Map<@Nullable String, Integer> versions() {
    Map<@Nullable String, Integer> versions = new LinkedHashMap<>();
    jdbc.sql("select version, count(*) as tenants from tenant group by version")
        .query(
            row -> {
              versions.put(row.getString("version"), row.getInt("tenants"));
            });
    return versions;
  }

  /** Each version's first and last rollout that completed with it. */
  Lateness lateness() {
    return new Lateness(
        jdbc.sql(
                """
                (select distinct on (release.head) rollout.id, release.name, release.head,
                    rollout.ended_at
                  from rollout join release on release.digest = rollout.release
                  where rollout.state in ('COMPLETED', 'COMPLETED_WITH_EXCEPTIONS')
                    and release.head is not null and rollout.catches_up is null
                  order by release.head, rollout.ended_at)
                union all
                (select rollout.id, release.name, release.head, rollout.ended_at
                  from rollout join release on release.digest = rollout.release
                  where rollout.state in ('COMPLETED', 'COMPLETED_WITH_EXCEPTIONS')
                    and release.head is not null and rollout.catches_up is null
                  order by rollout.ended_at desc limit 1)
                """)
            .query(
                (row, _) ->
                    new Newest(
                        row.getString("id"),
                        row.getString("name"),
                        row.getString("head"),
                        StatusQueries.instant(row, "ended_at")))
            .list());
  }

  /** Who joined and is not brought up yet, by why. */
  List<String> joined() {
    return jdbc.sql(
            """
            select why, count(*) as tenants, (array_agg(tenant order by number))[1:5] as sample
            from joined where why is not null group by why order by why
            """)
        .query(
            (row, _) ->
                "%d joined and not brought up yet, since %s (%s%s)"
                    .formatted(
                        row.getInt("tenants"),
                        row.getString("why"),
                        String.join(", ", (String[]) row.getArray("sample").getArray()),
                        row.getInt("tenants") > 5 ? ", …" : ""))
        .list();
  }

  /** Live ones, and the newest of all that are no catch-ups; the newest first. */
  List<String> rollouts() {
    return jdbc.sql(
            """
            select id from rollout
            where state in ('PLANNED', 'APPROVED', 'RUNNING', 'PAUSED', 'HALTED')
              or number = (select max(number) from rollout where catches_up is null)
            order by number desc limit :limit
            """)
        .param("limit", MOST_ROLLOUTS)
        .query((row, _) -> row.getString(1))
        .list();
  }

  /**
   * Late tenants with why, by id.
   *
   * @param since by late version, null among them
   */
  List<LateTenant> late(Map<@Nullable String, Instant> since, String after, int limit) {
    if (since.isEmpty()) {
      return List.of();
    }
    return jdbc.sql(
            """
            select tenant.id, tenant.shard, tenant.version, tenant.status, tenant.rollout,
              slot.state, slot.note, slot.failure, slot.sqlstate, slot.script, slot.message,
              slot.cluster
            from tenant left join rollout_tenant slot
              on slot.rollout = tenant.rollout and slot.tenant = tenant.id
            where tenant.id > :after
              and (tenant.version = any (:versions) or (:unheard and tenant.version is null))
            order by tenant.id limit :limit
            """)
        .param("after", after)
        .param("versions", since.keySet().stream().filter(Objects::nonNull).toArray(String[]::new))
        .param("unheard", since.containsKey(null))
        .param("limit", limit)
        .query(
            (row, _) -> {
              boolean failed = row.getString("failure") != null;
              return new LateTenant(
                  row.getString("id"),
                  row.getString("shard"),
                  row.getString("version"),
                  Objects.requireNonNull(since.get(row.getString("version"))),
                  row.getString("status"),
                  row.getString("rollout"),
                  failed
                      ? words(
                          row.getString("sqlstate"),
                          row.getString("script"),
                          row.getString("message"))
                      : row.getString("note"),
                  failed ? row.getString("cluster") : null);
            })
        .list();
  }

  private static String words(@Nullable String... parts) {
    return Stream.of(parts).filter(Objects::nonNull).collect(Collectors.joining(" "));
  }

  /** Shards that hold tenants and that no live worker serves. */
  List<String> unserved() {
    return jdbc.sql(
            """
            select id from shard
            where exists (select from tenant where tenant.shard = shard.id)
              and not exists (select from worker_shard join worker on worker.id = worker_shard.worker
                where worker_shard.shard = shard.id and not worker.stopping
                  and worker.seen_at > now() - make_interval(secs => :lease))
            order by id
            """)
        .param("lease", properties.lease().toMillis() / 1000.0)
        .query((row, _) -> row.getString(1))
        .list();
  }
}
