package dev.skein.coordinator.rollouts;

import dev.skein.contracts.id.RolloutId;
import dev.skein.contracts.id.TenantId;
import dev.skein.contracts.report.Outcome;
import dev.skein.coordinator.backfills.TenantBackfills;
import dev.skein.rollout.rules.AttemptEvent;
import dev.skein.rollout.rules.ClockRules;
import dev.skein.rollout.rules.RolloutChange;
import dev.skein.rollout.rules.RolloutRules;
import dev.skein.rollout.rules.Step;
import dev.skein.rollout.rules.Verdict;
import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.TenantState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes a rollout from one state to the next: lock, ask the rules event by event, save all, send
 * what follows, in one transaction. Work is constant an event.
 */
@Component
public class RolloutSteps {
  private final RolloutRows rollouts;
  private final SlotRows slots;
  private final ClusterRows clusters;
  private final TenantProgress progress;
  private final TenantBackfills backfills;
  private final Announcements announcements;
  private final Dispatcher dispatcher;
  private final HoldRows holds;
  private final Movements movements;
  private final FingerprintSteps fingerprints;

  RolloutSteps(
      RolloutRows rollouts,
      SlotRows slots,
      ClusterRows clusters,
      TenantProgress progress,
      TenantBackfills backfills,
      Announcements announcements,
      Dispatcher dispatcher,
      HoldRows holds,
      Movements movements,
      FingerprintSteps fingerprints) {
    this.rollouts = rollouts;
    this.slots = slots;
    this.clusters = clusters;
    this.progress = progress;
    this.backfills = backfills;
    this.announcements = announcements;
    this.dispatcher = dispatcher;
    this.holds = holds;
    this.movements = movements;
    this.fingerprints = fingerprints;
  }

  /** Events in the order in which they happened; those of an unknown rollout are passed over. */
  @Transactional
  public void on(RolloutId id, List<TenantEvent> events) {
    step(id, events, false);
  }

  /** As events, and what the passing of time means. */
  @Transactional
  public void tick(RolloutId id, List<TenantEvent> due) {
    step(id, due, true);
  }

  private void step(RolloutId id, List<TenantEvent> events, boolean clock) {
    LockedRollout locked = rollouts.lock(id).orElse(null);
    if (locked == null) {
      return;
    }
    Map<TenantId, SlotRow> known =
        slots.load(id, events.stream().map(TenantEvent::tenant).distinct().toList());
    Map<TenantId, SlotRow> changed = new LinkedHashMap<>();
    Map<TenantId, Outcome> outcomes = new LinkedHashMap<>();
    Verdict.Done read = fingerprints.note(locked, known, news(events, known));
    List<RolloutChange> changes = new ArrayList<>(read.changes());
    Rollout rollout = read.rollout();
    Instant now = Instant.now();
    for (TenantEvent event : events) {
      SlotRow row = changed.getOrDefault(event.tenant(), known.get(event.tenant()));
      if (row == null || !concerns(event, row)) {
        continue;
      }
      Step step = RolloutRules.on(rollout, row.slot(), event.event(), now);
      rollout = step.rollout();
      changes.addAll(step.changes());
      if (!step.tenant().equals(row.slot())) {
        changed.put(row.tenant(), row.with(step.tenant(), note(row, event.event())));
      }
      if (event.event() instanceof AttemptEvent.Ended(Outcome outcome, double _)) {
        outcomes.put(row.tenant(), outcome);
      }
    }
    slots.save(id, changed.values());
    clusters.note(id, changed.values());
    progress.learn(outcomes);
    progress.standing(locked, changed.values());
    backfills.enlist(id, locked.release(), well(changed.values()));
    if (clock) {
      Movement movement = movements.look(id, rollout);
      Verdict.Done ticked = ClockRules.tick(rollout, movement.moving(), movement.why(), now);
      rollout = ticked.rollout();
      changes.addAll(ticked.changes());
    }
    rollout = dispatcher.dispatch(locked, rollout);
    rollouts.save(id, locked.rollout(), rollout);
    announcements.tell(locked, rollout, changes);
    if (!rollout.state().live() && rollout.tally().count(TenantState.Phase.IN_FLIGHT) == 0) {
      holds.passOn(id);
    }
  }

  private static List<TenantEvent> news(List<TenantEvent> events, Map<TenantId, SlotRow> known) {
    return events.stream()
        .filter(
            event -> {
              SlotRow row = known.get(event.tenant());
              return row != null && concerns(event, row);
            })
        .toList();
  }

  private static List<TenantId> well(Collection<SlotRow> changed) {
    return changed.stream()
        .filter(row -> row.slot().state().phase() == TenantState.Phase.WELL)
        .map(SlotRow::tenant)
        .toList();
  }

  /** Whether the event is news: about the last attempt, and not yet past. */
  private static boolean concerns(TenantEvent event, SlotRow row) {
    TenantState state = row.slot().state();
    boolean last = event.attempt() != null && event.attempt().equals(row.attempt());
    return switch (event.event()) {
      case AttemptEvent.Accepted _ -> last && state == TenantState.DISPATCHED;
      // An end that is heard of after the attempt was given up is still an end.
      case AttemptEvent.Ended _ ->
          last && (state.phase() == TenantState.Phase.IN_FLIGHT || state == TenantState.UNKNOWN);
      case AttemptEvent.Lost _ -> last && state.phase() == TenantState.Phase.IN_FLIGHT;
      case AttemptEvent.Due _ -> state == TenantState.WAITING_RETRY || state == TenantState.BLOCKED;
      case AttemptEvent.Blocked _, AttemptEvent.Quarantined _ -> state == TenantState.PENDING;
      case AttemptEvent.Overdue _ -> state == TenantState.UNKNOWN;
    };
  }

  private static @Nullable FailureNote note(SlotRow row, AttemptEvent event) {
    return switch (event) {
      case AttemptEvent.Ended(Outcome outcome, double _) -> FailureNote.of(outcome);
      case AttemptEvent.Lost _ -> FailureNote.lost();
      case AttemptEvent.Accepted _,
          AttemptEvent.Due _,
          AttemptEvent.Blocked _,
          AttemptEvent.Quarantined _,
          AttemptEvent.Overdue _ ->
          row.failure();
    };
  }
}
