package dev.skein.coordinator.rollouts;

import dev.skein.contracts.id.RolloutId;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.id.TenantId;
import dev.skein.coordinator.registry.Arrivals;
import dev.skein.coordinator.web.Json;
import dev.skein.rollout.join.Met;
import dev.skein.rollout.state.RolloutState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tenants that joined, and the rollouts that they fit. */
@Component
class JoinRows {
  /**
   * Live rollouts, and of those aimed alike the last one that came through: not with nobody, and
   * not since a person took the fleet as a halt had left it.
   */
  private static final String AIMS =
      """
      select rollout.id, rollout.number, rollout.state, rollout.aims, release.head
      from rollout join release on release.digest = rollout.release
      where rollout.aims is not null
        and rollout.state in ('PLANNED', 'APPROVED', 'RUNNING', 'PAUSED', 'HALTED')
      union all
      (select distinct on (rollout.aims) rollout.id, rollout.number, rollout.state, rollout.aims,
        release.head
      from rollout join release on release.digest = rollout.release
      where rollout.aims is not null
        and rollout.state in ('COMPLETED', 'COMPLETED_WITH_EXCEPTIONS')
        and (rollout.state = 'COMPLETED' or not exists (select from rollout_wave
          where rollout_wave.rollout = rollout.id and rollout_wave.state <> 'PASSED'))
        and exists (select from rollout_wave where rollout_wave.rollout = rollout.id
          and jsonb_exists_any(tally -> 'counts', array['SUCCEEDED', 'ALREADY_CURRENT']))
      order by rollout.aims, rollout.number desc)
      """;

  private final JdbcClient jdbc;
  private final Arrivals arrivals;

  JoinRows(JdbcClient jdbc, Arrivals arrivals) {
    this.jdbc = jdbc;
    this.arrivals = arrivals;
  }

  /**
   * Notes what a rollout is aimed at; nothing where its tenants were named.
   *
   * @param targets as they were frozen: these have joined
   */
  void aim(RolloutId rollout, StartRollout request, String[] targets) {
    if (request.tenants().isEmpty()) {
      jdbc.sql("delete from joined where tenant = any (:targets)")
          .param("targets", targets)
          .update();
      jdbc.sql("update rollout set aims = :aims::jsonb where id = :id")
          .param("aims", Json.write(new Aims(request.shards(), request.labels())))
          .param("id", rollout.value())
          .update();
    }
  }

  private record Aims(List<String> shards, Map<String, String> labels) {}

  /**
   * One that takes another back is aimed at the same; who caught up with that is looked at anew.
   */
  void takenBack(RolloutId rollout, RolloutId by) {
    jdbc.sql(
            """
            update rollout set aims = other.aims from rollout other
            where rollout.id = :by and other.id = :id
            """)
        .param("by", by.value())
        .param("id", rollout.value())
        .update();
    arrivals.note(
        jdbc.sql(
                """
                select distinct slot.tenant from rollout
                join rollout_tenant slot on slot.rollout = rollout.id
                where rollout.catches_up = :id
                """)
            .param("id", rollout.value())
            .query((row, _) -> new TenantId(row.getString(1)))
            .list());
  }

  void catchesUp(RolloutId rollout, RolloutId with) {
    jdbc.sql("update rollout set catches_up = :with where id = :id")
        .param("with", with.value())
        .param("id", rollout.value())
        .update();
  }

  /** The catch-ups of a rollout that are live. */
  List<RolloutId> catchingUp(RolloutId with) {
    return jdbc.sql(
            """
            select id from rollout where catches_up = :with
              and state in ('PLANNED', 'APPROVED', 'RUNNING', 'PAUSED', 'HALTED') order by number
            """)
        .param("with", with.value())
        .query((row, _) -> new RolloutId(row.getString(1)))
        .list();
  }

  /**
   * What a look goes by, so that the same need not be looked at twice.
   *
   * @param newest the number of who joined last; 0 for nobody
   */
  record Inputs(long newest, List<String> rollouts) {}

  Inputs inputs() {
    long newest =
        jdbc.sql("select coalesce(max(number), 0) from joined").query(Long.class).single();
    return new Inputs(
        newest,
        newest == 0
            ? List.of()
            : jdbc.sql("select id || ' ' || state from (" + AIMS + ") aim order by number")
                .query((row, _) -> row.getString(1))
                .list());
  }

  /**
   * A tenant that joined.
   *
   * @param version where it is known to stand, or null
   * @param held by which rollout; null by none
   * @param quarantined as a tenant, by a person
   * @param met the rollouts that it fits, the newest first
   */
  record Joined(
      TenantId tenant,
      @Nullable SchemaVersion version,
      @Nullable String held,
      boolean quarantined,
      List<Met> met) {}

  Collection<Joined> joined() {
    Map<String, Joined> joined = new LinkedHashMap<>();
    jdbc.sql(
            "with aim as materialized ("
                + AIMS
                + """
                )
                select joined.tenant, tenant.version, tenant_hold.rollout as held,
                  coalesce(tenant_block.quarantined, false) as quarantined,
                  aim.id, aim.state, aim.head,
                  exists (select from rollout_tenant slot
                    where slot.rollout = aim.id and slot.tenant = joined.tenant)
                  or exists (select from rollout join rollout_tenant slot
                      on slot.rollout = rollout.id and slot.tenant = joined.tenant
                    where rollout.catches_up = aim.id) as had
                from joined join tenant on tenant.id = joined.tenant
                  left join tenant_hold on tenant_hold.tenant = joined.tenant
                  left join tenant_block on tenant_block.tenant = joined.tenant
                  join aim on tenant.labels @> (aim.aims -> 'labels')
                    and (aim.aims -> 'shards' = '[]'
                      or jsonb_exists(aim.aims -> 'shards', tenant.shard))
                order by joined.number, aim.number desc
                """)
        .query(
            row -> {
              String tenant = row.getString("tenant");
              Joined one = joined.get(tenant);
              if (one == null) {
                one =
                    new Joined(
                        new TenantId(tenant),
                        version(row, "version"),
                        row.getString("held"),
                        row.getBoolean("quarantined"),
                        new ArrayList<>());
                joined.put(tenant, one);
              }
              one.met()
                  .add(
                      new Met(
                          new RolloutId(row.getString("id")),
                          RolloutState.valueOf(row.getString("state")),
                          version(row, "head"),
                          row.getBoolean("had")));
            });
    return joined.values();
  }

  private static @Nullable SchemaVersion version(ResultSet row, String column) throws SQLException {
    String version = row.getString(column);
    return version == null ? null : new SchemaVersion(version);
  }

  void settled(Collection<TenantId> tenants) {
    jdbc.sql("delete from joined where tenant = any (:tenants)")
        .param("tenants", ids(tenants))
        .update();
  }

  void wait(Collection<TenantId> tenants, String why) {
    jdbc.sql(
            """
            update joined set why = :why
            where tenant = any (:tenants) and why is distinct from :why
            """)
        .param("why", why)
        .param("tenants", ids(tenants))
        .update();
  }

  /** Nothing is aimed at all the others. */
  void waitNot(Collection<TenantId> but) {
    jdbc.sql(
            """
            update joined set why = null where why is not null and not exists
              (select from unnest(:but) aimed (tenant) where aimed.tenant = joined.tenant)
            """)
        .param("but", ids(but))
        .update();
  }

  private static String[] ids(Collection<TenantId> tenants) {
    return tenants.stream().map(TenantId::value).toArray(String[]::new);
  }
}
