package dev.skein.coordinator.rollouts;

import dev.skein.contracts.id.AttemptId;
import dev.skein.contracts.id.RolloutId;
import dev.skein.contracts.id.TenantId;
import dev.skein.rollout.rules.TenantSlot;
import dev.skein.rollout.state.Blocker;
import dev.skein.rollout.state.Cause;
import dev.skein.rollout.state.Group;
import dev.skein.rollout.state.TenantState;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** A rollout's tenants in the store; always under the rollout's lock. */
@Component
class SlotRows {
  private final JdbcTemplate jdbc;

  SlotRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  void insert(RolloutId rollout, List<PlannedTenant> tenants) {
    jdbc.batchUpdate(
        """
        insert into rollout_tenant (rollout, tenant, shard, wave, position, state)
        values (?, ?, ?, ?, ?, 'PENDING')
        """,
        tenants,
        1000,
        (statement, planned) -> {
          statement.setString(1, rollout.value());
          statement.setString(2, planned.tenant().value());
          statement.setString(3, planned.shard());
          statement.setInt(4, planned.wave());
          statement.setInt(5, planned.position());
        });
  }

  Map<TenantId, SlotRow> load(RolloutId rollout, Collection<TenantId> tenants) {
    Map<TenantId, SlotRow> slots = new LinkedHashMap<>();
    jdbc.query(
            """
            select * from rollout_tenant where rollout = ? and tenant = any (?)
            """,
            (row, _) -> slot(row),
            rollout.value(),
            tenants.stream().map(TenantId::value).toArray(String[]::new))
        .forEach(slot -> slots.put(slot.tenant(), slot));
    return slots;
  }

  void save(RolloutId rollout, Collection<SlotRow> slots) {
    jdbc.batchUpdate(
        """
        update rollout_tenant set state = ?, tries = ?, retry_at = ?, failure = ?, sqlstate = ?,
          script = ?, line = ?, message = ?, error = ?, signature = ?, blocker = ?,
          updated_at = now()
        where rollout = ? and tenant = ?
        """,
        slots,
        500,
        (statement, slot) -> {
          statement.setString(1, slot.slot().state().name());
          statement.setInt(2, slot.slot().tries());
          Instant dueAt = slot.slot().dueAt();
          statement.setObject(3, dueAt == null ? null : dueAt.atOffset(ZoneOffset.UTC));
          failure(statement, slot.failure());
          Cause cause = slot.slot().cause();
          statement.setObject(9, cause == null ? null : cause.error(), Types.BOOLEAN);
          statement.setString(10, cause == null ? null : cause.signature());
          Blocker blocker = slot.slot().blocker();
          statement.setString(11, blocker == null ? null : blocker.name());
          statement.setString(12, rollout.value());
          statement.setString(13, slot.tenant().value());
        });
  }

  private static void failure(PreparedStatement statement, @Nullable FailureNote note)
      throws SQLException {
    statement.setString(4, note == null ? null : note.kind());
    statement.setString(5, note == null ? null : note.sqlState());
    statement.setString(6, note == null ? null : note.script());
    statement.setObject(7, note == null ? null : note.line(), Types.INTEGER);
    statement.setString(8, note == null ? null : note.message());
  }

  /** The failed tenants, all or those named, as groups that stand alike. */
  List<Group> failed(RolloutId rollout, Collection<TenantId> only) {
    return jdbc.query(
        """
        select wave, shard, state, error, signature, blocker, count(*) from rollout_tenant
        where rollout = ? and state in ('FAILED_CLEAN', 'FAILED_PARTIAL', 'UNKNOWN')
          and (? or tenant = any (?))
        group by wave, shard, state, error, signature, blocker
        """,
        (row, _) ->
            new Group(
                row.getInt("wave"),
                row.getString("shard"),
                TenantState.valueOf(row.getString("state")),
                cause(row),
                blocker(row),
                row.getInt("count")),
        rollout.value(),
        only.isEmpty(),
        only.stream().map(TenantId::value).toArray(String[]::new));
  }

  /** Puts the same tenants back in the queue; gives who they are. */
  List<TenantId> requeue(RolloutId rollout, Collection<TenantId> only) {
    return jdbc.query(
        """
        update rollout_tenant set state = 'PENDING', tries = 0, retry_at = null, error = null,
          signature = null, updated_at = now()
        where rollout = ? and state in ('FAILED_CLEAN', 'FAILED_PARTIAL', 'UNKNOWN')
          and (? or tenant = any (?))
        returning tenant
        """,
        (row, _) -> new TenantId(row.getString(1)),
        rollout.value(),
        only.isEmpty(),
        only.stream().map(TenantId::value).toArray(String[]::new));
  }

  /** Takes everything that was not sent out of the queue; gives who it was. */
  List<TenantId> cancelQueued(RolloutId rollout) {
    return jdbc.query(
        """
        update rollout_tenant set state = 'CANCELLED', retry_at = null, blocker = null,
          updated_at = now()
        where rollout = ? and state in ('PENDING', 'BLOCKED', 'WAITING_RETRY')
        returning tenant
        """,
        (row, _) -> new TenantId(row.getString(1)),
        rollout.value());
  }

  private static SlotRow slot(ResultSet row) throws SQLException {
    String attempt = row.getString("attempt");
    String failure = row.getString("failure");
    OffsetDateTime dueAt = row.getObject("retry_at", OffsetDateTime.class);
    return new SlotRow(
        new TenantId(row.getString("tenant")),
        new TenantSlot(
            row.getInt("wave"),
            row.getString("shard"),
            TenantState.valueOf(row.getString("state")),
            row.getInt("tries"),
            dueAt == null ? null : dueAt.toInstant(),
            cause(row),
            blocker(row)),
        attempt == null ? null : new AttemptId(attempt),
        failure == null
            ? null
            : new FailureNote(
                failure,
                row.getString("sqlstate"),
                row.getString("script"),
                row.getObject("line", Integer.class),
                String.valueOf(row.getString("message"))));
  }

  private static @Nullable Cause cause(ResultSet row) throws SQLException {
    String signature = row.getString("signature");
    return signature == null ? null : new Cause(row.getBoolean("error"), signature);
  }

  private static @Nullable Blocker blocker(ResultSet row) throws SQLException {
    String blocker = row.getString("blocker");
    return blocker == null ? null : Blocker.valueOf(blocker);
  }
}
