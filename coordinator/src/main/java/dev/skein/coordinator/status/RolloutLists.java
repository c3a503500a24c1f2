package dev.skein.coordinator.status;

import dev.skein.coordinator.web.Json;
import dev.skein.rollout.state.Tally;
import dev.skein.rollout.state.TenantState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads the tenants behind a rollout's numbers. */
@Component
class RolloutLists {
  private final JdbcClient jdbc;

  RolloutLists(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  record ShardCounts(String shard, Counts counts) {}

  List<ShardCounts> shards(String rollout) {
    Map<String, Map<TenantState, Integer>> byShard = new TreeMap<>();
    jdbc.sql(
            """
            select shard, state, tenants from rollout_shard
            where rollout = :rollout and tenants > 0
            """)
        .param("rollout", rollout)
        .query(
            row -> {
              byShard
                  .computeIfAbsent(row.getString("shard"), _ -> new EnumMap<>(TenantState.class))
                  .put(TenantState.valueOf(row.getString("state")), row.getInt("tenants"));
            });
    return byShard.entrySet().stream()
        .map(entry -> new ShardCounts(entry.getKey(), Counts.of(new Tally(entry.getValue()))))
        .toList();
  }

  record TenantRow(
      String tenant,
      String shard,
      int wave,
      String state,
      int attempts,
      @Nullable String kind,
      @Nullable String sqlState,
      @Nullable String script,
      @Nullable String message,
      Instant updatedAt) {}

  List<TenantRow> tenants(
      String rollout,
      @Nullable TenantState state,
      @Nullable String shard,
      String after,
      int limit) {
    return jdbc.sql(
            """
            select * from rollout_tenant
            where rollout = :rollout and tenant > :after
              and (:shard::text is null or shard = :shard)
            """
                // Spelled out, since an index that holds some states alone is not used for "any".
                + (state == null ? "" : "and state = '" + state.name() + "' ")
                + "order by tenant limit :limit")
        .param("rollout", rollout)
        .param("after", after)
        .param("shard", shard)
        .param("limit", limit)
        .query((row, _) -> tenant(row))
        .list();
  }

  private static TenantRow tenant(ResultSet row) throws SQLException {
    return new TenantRow(
        row.getString("tenant"),
        row.getString("shard"),
        row.getInt("wave"),
        row.getString("state"),
        row.getInt("attempts"),
        row.getString("failure"),
        row.getString("sqlstate"),
        row.getString("script"),
        row.getString("message"),
        StatusQueries.instant(row, "updated_at"));
  }

  /** One attempt at a tenant; times are the coordinator's. */
  record TimelineEntry(
      String attempt,
      String rollout,
      String release,
      int number,
      String epoch,
      @Nullable String worker,
      Instant dispatchedAt,
      @Nullable Instant acceptedAt,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable Long tookMillis,
      @Nullable JsonNode progress,
      @Nullable JsonNode outcome,
      @Nullable String backup) {}

  /** The newest first. */
  List<TimelineEntry> timeline(String tenant, int limit) {
    return jdbc.sql(
            """
            select attempt.*, release.name as release_name from attempt
            join rollout on rollout.id = attempt.rollout
            join release on release.digest = rollout.release
            where tenant = :tenant order by dispatched_at desc limit :limit
            """)
        .param("tenant", tenant)
        .param("limit", limit)
        .query((row, _) -> entry(row))
        .list();
  }

  private static TimelineEntry entry(ResultSet row) throws SQLException {
    return new TimelineEntry(
        row.getString("id"),
        row.getString("rollout"),
        row.getString("release_name"),
        row.getInt("number"),
        row.getInt("generation") + "." + row.getLong("epoch"),
        row.getString("worker"),
        StatusQueries.instant(row, "dispatched_at"),
        StatusQueries.optionalInstant(row, "accepted_at"),
        StatusQueries.optionalInstant(row, "started_at"),
        StatusQueries.optionalInstant(row, "ended_at"),
        row.getObject("took_millis", Long.class),
        json(row.getString("progress")),
        json(row.getString("outcome")),
        row.getString("backup"));
  }

  private static @Nullable JsonNode json(@Nullable String text) {
    return text == null ? null : Json.read(text, JsonNode.class);
  }
}
