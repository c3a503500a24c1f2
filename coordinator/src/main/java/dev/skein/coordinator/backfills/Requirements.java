package dev.skein.coordinator.backfills;

import dev.skein.contracts.id.ReleaseDigest;
import dev.skein.contracts.id.TenantId;
import dev.skein.coordinator.blocks.Ruling;
import dev.skein.rollout.block.Block;
import dev.skein.rollout.state.Blocker;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who waits for a backfill that a release requires. Of a tenant that never had it the tenant's own
 * database says whether it is needed, as the engine asks it.
 */
@Component
public class Requirements {
  /** What a tenant's required backfills wait for: themselves, and those that run before them. */
  private static final String UNDONE =
      """
      from tenant_backfill_now needed join tenant_backfill_now standing
        on standing.tenant = needed.tenant and standing.number <= needed.number
        and standing.standing <> 'done'
      where needed.name = any (:required) and needed.standing <> 'done'
      """;

  private final JdbcClient jdbc;
  private final ReleaseBackfills releases;

  Requirements(JdbcClient jdbc, ReleaseBackfills releases) {
    this.jdbc = jdbc;
    this.releases = releases;
  }

  /** Whether the release requires none: then nobody needs to be judged. */
  public boolean none(ReleaseDigest release) {
    return releases.of(release).required().isEmpty();
  }

  /** Those of the tenants that may not be sent the release yet. */
  public Map<TenantId, Ruling> judge(String[] tenants, ReleaseDigest release) {
    List<String> required = releases.of(release).required();
    Map<TenantId, Ruling> rulings = new LinkedHashMap<>();
    if (required.isEmpty()) {
      return rulings;
    }
    jdbc.sql(
            "select distinct on (needed.tenant) needed.tenant, standing.name, standing.standing"
                + " "
                + UNDONE
                + " and needed.tenant = any (:tenants)"
                + " order by needed.tenant, standing.standing not in ('failed', 'paused'),"
                + " standing.number")
        .param("required", required.toArray(String[]::new))
        .param("tenants", tenants)
        .query(
            row -> {
              rulings.put(new TenantId(row.getString("tenant")), new Ruling.Blocked(block(row)));
            });
    return rulings;
  }

  private static Block block(ResultSet row) throws SQLException {
    String name = row.getString("name");
    return switch (row.getString("standing")) {
      case "failed" ->
          new Block(
              Blocker.BACKFILL_STUCK,
              null,
              "backfill %s failed; skein backfills show %1$s".formatted(name));
      case "paused" ->
          new Block(
              Blocker.BACKFILL_STUCK,
              null,
              "backfill %s is paused; skein backfills resume %1$s".formatted(name));
      default -> new Block(Blocker.BACKFILL, null, "backfill %s is not done".formatted(name));
    };
  }

  /** Tenants of which no longer is true what kept them are judged anew. */
  @Transactional
  public void lookAgain() {
    jdbc.sql(
            """
            select distinct rollout.id, rollout.release from rollout_tenant slot
            join rollout on rollout.id = slot.rollout
            where slot.state = 'BLOCKED' and slot.blocker in ('BACKFILL', 'BACKFILL_STUCK')
              and rollout.state in ('RUNNING', 'PAUSED', 'HALTED')
            """)
        .query(
            (row, _) -> Map.entry(row.getString("id"), new ReleaseDigest(row.getString("release"))))
        .list()
        .forEach(one -> wake(one.getKey(), releases.of(one.getValue()).required()));
  }

  /** Rows that a step holds are passed over: it judges them now, or the next look does. */
  private void wake(String rollout, List<String> required) {
    jdbc.sql(
            """
            with kept as (
              select needed.tenant, case when bool_or(standing.standing in ('failed', 'paused'))
                then 'BACKFILL_STUCK' else 'BACKFILL' end as blocker
            """
                + UNDONE
                + """
                  group by needed.tenant),
                freed as (
                  select slot.tenant from rollout_tenant slot
                  where slot.rollout = :rollout and slot.state = 'BLOCKED'
                    and slot.blocker in ('BACKFILL', 'BACKFILL_STUCK') and slot.retry_at is null
                    and slot.blocker is distinct from
                      (select kept.blocker from kept where kept.tenant = slot.tenant)
                  for no key update skip locked)
                update rollout_tenant slot set retry_at = now() from freed
                where slot.rollout = :rollout and slot.tenant = freed.tenant
                """)
        .param("required", required.toArray(String[]::new))
        .param("rollout", rollout)
        .update();
  }
}
