package dev.skein.coordinator.backfills;

import dev.skein.contracts.id.ReleaseDigest;
import dev.skein.contracts.id.RolloutId;
import dev.skein.contracts.id.TenantId;
import dev.skein.coordinator.backfills.ReleaseBackfills.Own;
import dev.skein.coordinator.backfills.ReleaseBackfills.Said;
import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Queues the backfills of tenants that have come to a release. */
@Component
public class TenantBackfills {
  private final JdbcClient jdbc;
  private final ReleaseBackfills releases;

  TenantBackfills(JdbcClient jdbc, ReleaseBackfills releases) {
    this.jdbc = jdbc;
    this.releases = releases;
  }

  /**
   * Within the step that saw them succeed; again, nothing changes. One that was done with the same
   * statement stays done, and one that failed is tried again. What a rollback took back is not
   * filled any more.
   */
  public void enlist(RolloutId rollout, ReleaseDigest release, Collection<TenantId> tenants) {
    if (tenants.isEmpty()) {
      return;
    }
    String[] ids = tenants.stream().map(TenantId::value).toArray(String[]::new);
    Said said = releases.of(release);
    if (said.compensates()) {
      forget(rollout, ids);
    }
    for (Own backfill : said.own()) {
      insert(rollout, release, backfill, ids);
    }
  }

  private void forget(RolloutId rollout, String[] tenants) {
    jdbc.sql(
            """
            delete from tenant_backfill
            where tenant = any (:tenants) and state <> 'DONE'
              and rollout in (select rollout from rollback where by_rollout = :rollout)
            """)
        .param("tenants", tenants)
        .param("rollout", rollout.value())
        .update();
  }

  private void insert(RolloutId rollout, ReleaseDigest release, Own backfill, String[] tenants) {
    jdbc.sql(
            """
            insert into tenant_backfill as known (tenant, name, release, rollout, sha256, shard)
            select id, :name, :release, :rollout, :sha256, shard from tenant
            where id = any (:tenants) order by id
            on conflict (tenant, name) do update set
              release = excluded.release, rollout = excluded.rollout, sha256 = excluded.sha256,
              shard = excluded.shard, tries = 0, due_at = null, updated_at = now(),
              state = case when known.sha256 <> excluded.sha256 or known.state = 'FAILED'
                then 'PENDING' else known.state end,
              attempt = case when known.sha256 = excluded.sha256 then known.attempt end,
              batches = case when known.sha256 = excluded.sha256 then known.batches else 0 end,
              changed_rows = case when known.sha256 = excluded.sha256 then known.changed_rows
                else 0 end,
              note = null,
              ended_at = case when known.sha256 = excluded.sha256 then known.ended_at end
            """)
        .param("name", backfill.name())
        .param("release", release.value())
        .param("rollout", rollout.value())
        .param("sha256", backfill.sha256())
        .param("tenants", tenants)
        .update();
  }
}
