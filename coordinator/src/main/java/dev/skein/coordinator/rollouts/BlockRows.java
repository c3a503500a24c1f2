package dev.skein.coordinator.rollouts;

import dev.skein.contracts.id.RolloutId;
import dev.skein.rollout.state.Blocker;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Tenants that may not be sent now, in the store; always under the rollout's lock. */
@Component
class BlockRows {
  private final JdbcTemplate jdbc;

  BlockRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param kept with why, for people
   */
  void save(RolloutId rollout, Map<SlotRow, String> kept) {
    jdbc.update(
        """
        update rollout_tenant set state = kept.state, blocker = kept.blocker,
          retry_at = kept.due_at::timestamptz, note = kept.note, updated_at = now()
        from unnest(?, ?, ?, ?, ?) kept (tenant, state, blocker, due_at, note)
        where rollout_tenant.rollout = ? and rollout_tenant.tenant = kept.tenant
        """,
        kept.keySet().stream().map(row -> row.tenant().value()).toArray(String[]::new),
        kept.keySet().stream().map(row -> row.slot().state().name()).toArray(String[]::new),
        kept.keySet().stream().map(BlockRows::blocker).toArray(String[]::new),
        kept.keySet().stream().map(BlockRows::dueAt).toArray(String[]::new),
        kept.values().toArray(String[]::new),
        rollout.value());
  }

  private static @Nullable String blocker(SlotRow row) {
    Blocker blocker = row.slot().blocker();
    return blocker == null ? null : blocker.name();
  }

  private static @Nullable String dueAt(SlotRow row) {
    Instant at = row.slot().dueAt();
    return at == null ? null : at.toString();
  }
}
