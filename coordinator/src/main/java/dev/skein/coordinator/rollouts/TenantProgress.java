package dev.skein.coordinator.rollouts;

import dev.skein.contracts.id.Epoch;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.id.TenantId;
import dev.skein.contracts.report.Outcome;
import dev.skein.coordinator.outbox.Outbox;
import dev.skein.rollout.state.TenantState;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps what is known of each tenant itself, beside its place in a rollout. */
@Component
class TenantProgress {
  private final JdbcTemplate batch;
  private final JdbcClient jdbc;
  private final Outbox outbox;

  TenantProgress(JdbcTemplate batch, JdbcClient jdbc, Outbox outbox) {
    this.batch = batch;
    this.jdbc = jdbc;
    this.outbox = outbox;
  }

  /** Writes where the tenants stand now, and announces it. */
  void standing(LockedRollout rollout, Collection<SlotRow> slots) {
    if (slots.isEmpty()) {
      return;
    }
    List<SlotRow> moved = List.copyOf(slots);
    SchemaVersion head = rollout.head();
    batch.update(
        """
        update tenant set status = moved.status, rollout = ?, revision = revision + 1,
          updated_at = now(),
          release = case when moved.reached then ? else release end,
          version = case when moved.reached then coalesce(?, version) else version end
        from unnest(?, ?, ?) moved (tenant, status, reached)
        where tenant.id = moved.tenant
        """,
        rollout.id().value(),
        rollout.release().value(),
        head == null ? null : head.value(),
        moved.stream().map(slot -> slot.tenant().value()).toArray(String[]::new),
        moved.stream().map(slot -> lower(slot.slot().state())).toArray(String[]::new),
        moved.stream()
            .map(slot -> slot.slot().state().phase() == TenantState.Phase.WELL)
            .toArray(Boolean[]::new));
    outbox.sendStates(moved.stream().map(SlotRow::tenant).toList());
  }

  /**
   * What outcomes say of their tenants beyond success: how far they came, which epoch they have
   * seen.
   */
  void learn(Map<TenantId, Outcome> outcomes) {
    Map<TenantId, SchemaVersion> reached = new LinkedHashMap<>();
    outcomes.forEach(
        (tenant, outcome) -> {
          switch (outcome) {
            case Outcome.Failed failed -> {
              SchemaVersion version = failed.reached();
              if (version != null) {
                reached.put(tenant, version);
              }
            }
            case Outcome.Rejected rejected -> {
              Epoch fence = rejected.fence();
              if (fence != null) {
                raise(tenant, fence);
              }
            }
            case Outcome.Applied _,
                Outcome.AlreadyCurrent _,
                Outcome.Returned _,
                Outcome.Unknown _ -> {}
          }
        });
    if (!reached.isEmpty()) {
      batch.update(
          """
          update tenant set version = reached.version
          from unnest(?, ?) reached (tenant, version) where tenant.id = reached.tenant
          """,
          reached.keySet().stream().map(TenantId::value).toArray(String[]::new),
          reached.values().stream().map(SchemaVersion::value).toArray(String[]::new));
    }
  }

  /** The tenant has seen a later epoch than this store ever gave: number on from there. */
  private void raise(TenantId tenant, Epoch fence) {
    jdbc.sql("update coordinator set generation = :next where generation < :seen")
        .param("next", Math.min(fence.generation() + 1, Short.MAX_VALUE))
        .param("seen", fence.generation())
        .update();
    jdbc.sql(
            """
            update tenant set epoch = greatest(epoch, :counter)
            where id = :id and (select generation from coordinator) = :generation
            """)
        .param("counter", fence.counter())
        .param("generation", fence.generation())
        .param("id", tenant.value())
        .update();
  }

  static String lower(TenantState state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
