package dev.skein.coordinator.backfills;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Backfills as people look at them. */
@Component
public class BackfillQueries {
  private static final String SELECT =
      "select standing.*, release.name as release_name from tenant_backfill_now standing"
          + " join release on release.digest = standing.release ";

  private final JdbcClient jdbc;

  BackfillQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Those that are not done on every tenant that has them, by name. */
  public List<BackfillView> undone() {
    return views("standing.name in (select name from tenant_backfill where state <> 'DONE')", "");
  }

  /** All that any tenant has, by name. */
  List<BackfillView> all() {
    return views("true", "");
  }

  Optional<BackfillView> find(String name) {
    return views("standing.name = :name", name).stream().findFirst();
  }

  private List<BackfillView> views(String which, String name) {
    return jdbc.sql(
            """
            select standing.name, count(*) as tenants,
              count(*) filter (where standing = 'pending') as pending,
              count(*) filter (where standing = 'running') as running,
              count(*) filter (where standing = 'paused') as paused_tenants,
              count(*) filter (where standing = 'failed') as failed,
              count(*) filter (where standing = 'done') as done,
              sum(batches) as batches, sum(changed_rows) as changed_rows,
              min(created_at) as since, max(updated_at) as updated_at,
              (array_agg(release.name order by release.published_at desc))[1] as release_name,
              max(backfill_pause.reason) as reason,
              bool_or(backfill_pause.name is not null) as paused_whole
            from tenant_backfill_now standing
              join release on release.digest = standing.release
              left join backfill_pause on backfill_pause.name = standing.name
            where %s group by standing.name order by standing.name
            """
                .formatted(which))
        .param("name", name)
        .query((row, _) -> view(row))
        .list();
  }

  private static BackfillView view(ResultSet row) throws SQLException {
    int tenants = row.getInt("tenants");
    String reason = row.getString("reason");
    return new BackfillView(
        row.getString("name"),
        row.getString("release_name"),
        row.getBoolean("paused_whole"),
        reason == null ? "" : reason,
        tenants,
        row.getInt("pending"),
        row.getInt("running"),
        row.getInt("paused_tenants"),
        row.getInt("failed"),
        row.getInt("done"),
        row.getLong("batches"),
        row.getLong("changed_rows"),
        row.getObject("since", OffsetDateTime.class).toInstant(),
        instant(row, "updated_at"),
        row.getInt("done") == tenants);
  }

  /** By tenant, behind the tenant {@code after}; in one state, or in any. */
  List<TenantBackfillView> tenants(String name, @Nullable String state, String after, int limit) {
    return jdbc.sql(
            SELECT
                + """
                where standing.name = :name and tenant > :after and (:any or standing = :state)
                order by tenant limit :limit
                """)
        .param("name", name)
        .param("after", after)
        .param("any", state == null)
        .param("state", state == null ? "" : state)
        .param("limit", limit)
        .query((row, _) -> tenant(row))
        .list();
  }

  /** A tenant's, in the order in which they run. */
  List<TenantBackfillView> of(String tenant) {
    return jdbc.sql(SELECT + "where tenant = :tenant order by number")
        .param("tenant", tenant)
        .query((row, _) -> tenant(row))
        .list();
  }

  private static TenantBackfillView tenant(ResultSet row) throws SQLException {
    return new TenantBackfillView(
        row.getString("tenant"),
        row.getString("shard"),
        row.getString("name"),
        row.getString("release_name"),
        row.getString("standing"),
        row.getLong("batches"),
        row.getLong("changed_rows"),
        row.getInt("tries"),
        row.getString("worker"),
        row.getString("note"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("updated_at", OffsetDateTime.class).toInstant(),
        instant(row, "ended_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
