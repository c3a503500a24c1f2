package dev.skein.coordinator.status;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads which failures are one failure: an index of those that failed alone. */
@Component
class FailureClusters {
  /** What a status shows of them. */
  static final int FEW = 5;

  static final int MOST = 100;

  private final JdbcClient jdbc;

  FailureClusters(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Tenants whose failure is the same one.
   *
   * @param id the same for the same failure in any rollout; null for what failed before failures
   *     had one
   * @param kind of failure or rejection
   * @param message without what differs from tenant to tenant
   * @param example one of the messages as it was
   * @param tenants that stand there now; those that were retried are not counted
   * @param shards where they are
   * @param sample up to five of them
   * @param firstSeen in this rollout, as lastSeen
   */
  record FailureCluster(
      @Nullable String id,
      String kind,
      @Nullable String sqlState,
      @Nullable String script,
      String message,
      String example,
      int tenants,
      List<String> shards,
      List<String> sample,
      Instant firstSeen,
      Instant lastSeen) {}

  /** The largest first. */
  List<FailureCluster> of(String rollout, int limit) {
    return jdbc.sql(
            """
            select failed.*, coalesce(cluster.message, failed.example) as message,
              coalesce(cluster.first_seen, failed.first_failed) as first_seen,
              coalesce(cluster.last_seen, failed.last_failed) as last_seen
            from (
              select cluster, failure, sqlstate, script, min(message) as example,
                count(*) as tenants, array_agg(distinct shard) as shards,
                (array_agg(tenant order by tenant))[1\\:5] as sample,
                min(updated_at) as first_failed, max(updated_at) as last_failed
              from rollout_tenant
              where rollout = :rollout and state in ('FAILED_CLEAN', 'FAILED_PARTIAL', 'UNKNOWN')
              group by cluster, failure, sqlstate, script,
                case when cluster is null then message end
              order by count(*) desc, min(tenant) limit :limit) failed
            left join failure_cluster cluster
              on cluster.rollout = :rollout and cluster.id = failed.cluster
            order by failed.tenants desc, failed.sample
            """)
        .param("rollout", rollout)
        .param("limit", limit)
        .query((row, _) -> cluster(row))
        .list();
  }

  private static FailureCluster cluster(ResultSet row) throws SQLException {
    return new FailureCluster(
        row.getString("cluster"),
        String.valueOf(row.getString("failure")),
        row.getString("sqlstate"),
        row.getString("script"),
        String.valueOf(row.getString("message")),
        String.valueOf(row.getString("example")),
        row.getInt("tenants"),
        texts(row, "shards"),
        texts(row, "sample"),
        StatusQueries.instant(row, "first_seen"),
        StatusQueries.instant(row, "last_seen"));
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    return Arrays.asList((String[]) row.getArray(column).getArray());
  }
}
