package dev.skein.coordinator.status;

import dev.skein.coordinator.status.RolloutStatus.BlockedGroup;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads who is blocked, by why: an index of the blocked alone, and only when there are any. */
@Component
class BlockedGroups {
  private static final int MOST = 20;

  private final JdbcClient jdbc;

  BlockedGroups(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The largest first. */
  List<BlockedGroup> of(String rollout) {
    return jdbc.sql(
            """
            select blocker, note, count(*) as tenants, min(retry_at) as until,
              (array_agg(tenant order by tenant))[1\\:5] as sample
            from rollout_tenant where rollout = :rollout and state = 'BLOCKED'
            group by blocker, note order by count(*) desc, note limit :limit
            """)
        .param("rollout", rollout)
        .param("limit", MOST)
        .query(
            (row, _) ->
                new BlockedGroup(
                    String.valueOf(row.getString("blocker")).toLowerCase(Locale.ROOT),
                    String.valueOf(row.getString("note")),
                    row.getInt("tenants"),
                    StatusQueries.optionalInstant(row, "until"),
                    Arrays.asList((String[]) row.getArray("sample").getArray())))
        .list();
  }
}
