package dev.skein.rollout.rules;

import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.TenantState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of a fleet goes on by itself, and what waits. Looks at the model's own rows and places. */
final class FleetMovement {
  private final List<FleetRow> rows;
  private final int[] concurrency;

  FleetMovement(List<FleetRow> rows, int[] concurrency) {
    this.rows = rows;
    this.concurrency = concurrency;
  }

  /** Whether anything goes on, or waits for what a calendar or a person said of a tenant. */
  boolean going(Rollout rollout) {
    return rows.stream().anyMatch(row -> goes(row, rollout))
        || (rows.stream().noneMatch(row -> waits(row, rollout))
            && rows.stream().anyMatch(row -> row.state() == TenantState.BLOCKED));
  }

  private boolean goes(FleetRow row, Rollout rollout) {
    return switch (row.state()) {
      case ACCEPTED -> true;
      case DISPATCHED -> concurrency[row.shard] > 0;
      case PENDING, WAITING_RETRY ->
          row.slot.wave() <= rollout.current()
              && concurrency[row.shard] > 0
              && !FlowRules.tripped(rollout, FleetRow.name(row.shard));
      case BLOCKED,
          SUCCEEDED,
          ALREADY_CURRENT,
          FAILED_CLEAN,
          FAILED_PARTIAL,
          UNKNOWN,
          QUARANTINED,
          SKIPPED,
          CANCELLED ->
          false;
    };
  }

  /** For a worker that is not there. */
  private boolean waits(FleetRow row, Rollout rollout) {
    return row.state() == TenantState.DISPATCHED
        || (row.state() != TenantState.BLOCKED
            && row.in(TenantState.Phase.QUEUED)
            && row.slot.wave() <= rollout.current());
  }

  /** Whether only tenants that people keep are left to wait for. */
  boolean waitsForWhoKeeps(Rollout rollout, Instant now) {
    return nextDue(rollout, now) == null
        && rows.stream().noneMatch(row -> goes(row, rollout) || waits(row, rollout))
        && rows.stream().anyMatch(row -> row.state() == TenantState.BLOCKED);
  }

  /** The earliest time at which anything is due by the clock alone. */
  @Nullable Duration nextDue(Rollout rollout, Instant now) {
    List<Instant> times = new ArrayList<>();
    rows.forEach(row -> add(times, row.slot.dueAt()));
    rollout.waves().forEach(wave -> add(times, wave.bakesUntil()));
    return times.stream()
        .filter(at -> at.isAfter(now))
        .min(Instant::compareTo)
        .map(at -> Duration.between(now, at))
        .orElse(null);
  }

  private static void add(List<Instant> times, @Nullable Instant at) {
    if (at != null) {
      times.add(at);
    }
  }
}
