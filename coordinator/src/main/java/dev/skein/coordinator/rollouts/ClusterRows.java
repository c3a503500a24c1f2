package dev.skein.coordinator.rollouts;

import dev.skein.contracts.id.RolloutId;
import dev.skein.coordinator.webhooks.RolloutNews;
import dev.skein.rollout.cluster.FailureCluster;
import dev.skein.rollout.state.TenantState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Keeps which failures are one failure; always under the rollout's lock. */
@Component
class ClusterRows {
  private final JdbcTemplate jdbc;

  ClusterRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Nothing is written for a tenant that did not fail. */
  void note(RolloutId rollout, Collection<SlotRow> changed) {
    List<String> tenants = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    Map<String, FailureCluster> clusters = new LinkedHashMap<>();
    for (SlotRow slot : changed) {
      FailureNote failure = slot.failure();
      if (failure != null && failed(slot.slot().state())) {
        FailureCluster cluster =
            FailureCluster.of(
                failure.kind(), failure.sqlState(), failure.script(), failure.message());
        clusters.put(cluster.id(), cluster);
        tenants.add(slot.tenant().value());
        ids.add(cluster.id());
      }
    }
    if (tenants.isEmpty()) {
      return;
    }
    save(rollout, clusters.values());
    jdbc.update(
        """
        update rollout_tenant set cluster = seen.cluster from unnest(?, ?) seen (tenant, cluster)
        where rollout_tenant.rollout = ? and rollout_tenant.tenant = seen.tenant
        """,
        tenants.toArray(String[]::new),
        ids.toArray(String[]::new),
        rollout.value());
  }

  /** A tenant that waits for its retry may never fail again; then nobody is told of it. */
  private static boolean failed(TenantState state) {
    return state.phase() == TenantState.Phase.FAILED || state == TenantState.WAITING_RETRY;
  }

  private void save(RolloutId rollout, Collection<FailureCluster> clusters) {
    jdbc.update(
        """
        insert into failure_cluster (rollout, id, kind, sqlstate, script, message)
        select ?, seen.* from unnest(?, ?, ?, ?, ?) seen
        on conflict (rollout, id) do update set last_seen = excluded.last_seen
        """,
        rollout.value(),
        column(clusters, FailureCluster::id),
        column(clusters, FailureCluster::kind),
        column(clusters, FailureCluster::sqlState),
        column(clusters, FailureCluster::script),
        column(clusters, FailureCluster::message));
  }

  private static @Nullable String[] column(
      Collection<FailureCluster> clusters, Function<FailureCluster, @Nullable String> part) {
    return clusters.stream().map(part).toArray(String[]::new);
  }

  /** Of those that stand failed now, the clusters with the most tenants first. */
  List<RolloutNews.Cause> largest(RolloutId rollout, int most) {
    return jdbc.query(
        """
        select cluster.*, failed.tenants, failed.sample from (
          select cluster as id, count(*) as tenants,
            (array_agg(tenant order by tenant))[1:5] as sample
          from rollout_tenant
          where rollout = ? and state in ('FAILED_CLEAN', 'FAILED_PARTIAL', 'UNKNOWN')
          group by cluster order by count(*) desc, min(tenant) limit ?) failed
        join failure_cluster cluster on cluster.rollout = ? and cluster.id = failed.id
        order by failed.tenants desc, failed.sample
        """,
        (row, _) ->
            new RolloutNews.Cause(
                row.getString("id"),
                row.getString("kind"),
                row.getString("sqlstate"),
                row.getString("script"),
                row.getString("message"),
                row.getInt("tenants"),
                List.of((String[]) row.getArray("sample").getArray())),
        rollout.value(),
        most,
        rollout.value());
  }

  /** Whether any tenant of the rollout ever failed so. */
  boolean knows(RolloutId rollout, String cluster) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            "select exists (select from failure_cluster where rollout = ? and id = ?)",
            Boolean.class,
            rollout.value(),
            cluster));
  }
}
