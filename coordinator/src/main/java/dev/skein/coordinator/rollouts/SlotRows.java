package dev.skein.coordinator.rollouts;

import dev.skein.contracts.id.AttemptId;
import dev.skein.contracts.id.RolloutId;
import dev.skein.contracts.id.TenantId;
import dev.skein.rollout.rules.TenantSlot;
import dev.skein.rollout.state.Blocker;
import dev.skein.rollout.state.Cause;
import dev.skein.rollout.state.Group;
import dev.skein.rollout.state.TenantState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** A rollout's tenants in the store; always under the rollout's lock. */
@Component
class SlotRows {
  /** Rows written at once: enough that a statement costs nothing beside them. */
  private static final int CHUNK = 5000;

  private final JdbcTemplate jdbc;

  SlotRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  void insert(RolloutId rollout, List<PlannedTenant> tenants) {
    for (int from = 0; from < tenants.size(); from += CHUNK) {
      List<PlannedTenant> chunk = tenants.subList(from, Math.min(tenants.size(), from + CHUNK));
      jdbc.update(
          """
          insert into rollout_tenant (rollout, tenant, shard, wave, position, state)
          select ?, tenant, shard, wave, position, 'PENDING'
          from unnest(?, ?, ?, ?) planned (tenant, shard, wave, position)
          """,
          rollout.value(),
          column(chunk, planned -> planned.tenant().value()),
          column(chunk, PlannedTenant::shard),
          chunk.stream().map(PlannedTenant::wave).toArray(Integer[]::new),
          chunk.stream().map(PlannedTenant::position).toArray(Integer[]::new));
    }
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
    if (slots.isEmpty()) {
      return;
    }
    jdbc.update(
        """
        update rollout_tenant set state = became.state, tries = became.tries,
          retry_at = became.retry_at::timestamptz, failure = became.failure,
          sqlstate = became.sqlstate, script = became.script, line = became.line,
          message = became.message, error = became.error,
          signature = became.signature, blocker = became.blocker, updated_at = now()
        from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          became (tenant, state, tries, retry_at, failure, sqlstate, script, line, message,
                  error, signature, blocker)
        where rollout_tenant.rollout = ? and rollout_tenant.tenant = became.tenant
        """,
        column(slots, slot -> slot.tenant().value()),
        column(slots, slot -> slot.slot().state().name()),
        slots.stream().map(slot -> slot.slot().tries()).toArray(Integer[]::new),
        column(slots, SlotRows::dueAt),
        column(slots, slot -> of(slot, FailureNote::kind)),
        column(slots, slot -> of(slot, FailureNote::sqlState)),
        column(slots, slot -> of(slot, FailureNote::script)),
        slots.stream().map(slot -> of(slot, FailureNote::line)).toArray(Integer[]::new),
        column(slots, slot -> of(slot, FailureNote::message)),
        slots.stream().map(SlotRows::isError).toArray(Boolean[]::new),
        column(slots, SlotRows::signature),
        column(slots, SlotRows::blocker),
        rollout.value());
  }

  private static @Nullable String dueAt(SlotRow slot) {
    Instant at = slot.slot().dueAt();
    return at == null ? null : at.toString();
  }

  private static @Nullable Boolean isError(SlotRow slot) {
    Cause cause = slot.slot().cause();
    return cause == null ? null : cause.error();
  }

  private static @Nullable String signature(SlotRow slot) {
    Cause cause = slot.slot().cause();
    return cause == null ? null : cause.signature();
  }

  private static @Nullable String blocker(SlotRow slot) {
    Blocker blocker = slot.slot().blocker();
    return blocker == null ? null : blocker.name();
  }

  private static <T> @Nullable T of(SlotRow slot, Function<FailureNote, @Nullable T> part) {
    FailureNote note = slot.failure();
    return note == null ? null : part.apply(note);
  }

  private static <T> @Nullable String[] column(
      Collection<T> rows, Function<T, @Nullable String> value) {
    return rows.stream().map(value).toArray(String[]::new);
  }

  /** Those of a pick that stand in one of the states, as groups that stand alike. */
  List<Group> groups(RolloutId rollout, Collection<TenantState> states, TenantPick pick) {
    return jdbc.query(
        """
        select wave, shard, state, error, signature, blocker, count(*) from rollout_tenant
        where rollout = ? and state = any (?) and (? or tenant = any (?))
          and (?::text is null or signature = ?) and (?::text is null or cluster = ?)
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
        names(states),
        pick.tenants().isEmpty(),
        pick.ids(),
        pick.signature(),
        pick.signature(),
        pick.cluster(),
        pick.cluster());
  }

  /**
   * Moves the same tenants, and gives who they are.
   *
   * @param note why, for people, or null
   */
  List<TenantId> move(
      RolloutId rollout,
      Collection<TenantState> states,
      TenantPick pick,
      TenantState to,
      @Nullable String note) {
    return jdbc.query(
        """
        update rollout_tenant set state = ?, tries = 0, retry_at = null, error = null,
          signature = null, blocker = null, note = ?, updated_at = now()
        where rollout = ? and state = any (?) and (? or tenant = any (?))
          and (?::text is null or signature = ?) and (?::text is null or cluster = ?)
        returning tenant
        """,
        (row, _) -> new TenantId(row.getString(1)),
        to.name(),
        note,
        rollout.value(),
        names(states),
        pick.tenants().isEmpty(),
        pick.ids(),
        pick.signature(),
        pick.signature(),
        pick.cluster(),
        pick.cluster());
  }

  /** Takes everything that was not sent out of the queue; gives who it was. */
  List<TenantId> unqueue(RolloutId rollout, TenantState to, String note) {
    List<TenantState> queued =
        List.of(TenantState.PENDING, TenantState.BLOCKED, TenantState.WAITING_RETRY);
    return move(rollout, queued, TenantPick.ALL, to, note);
  }

  private static String[] names(Collection<TenantState> states) {
    return states.stream().map(Enum::name).toArray(String[]::new);
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
