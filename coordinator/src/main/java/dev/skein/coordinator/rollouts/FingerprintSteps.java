package dev.skein.coordinator.rollouts;

import dev.skein.contracts.id.TenantId;
import dev.skein.contracts.report.Outcome;
import dev.skein.contracts.report.TenantFingerprints;
import dev.skein.coordinator.fingerprints.Findings;
import dev.skein.coordinator.fingerprints.Taken;
import dev.skein.rollout.policy.FingerprintCheck;
import dev.skein.rollout.rules.AttemptEvent;
import dev.skein.rollout.rules.FingerprintRules;
import dev.skein.rollout.rules.Verdict;
import dev.skein.rollout.state.Rollout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps what results say of their tenants' schemas, and asks the rules what that means. */
@Component
class FingerprintSteps {
  private final PlaceRows places;
  private final Findings findings;

  FingerprintSteps(PlaceRows places, Findings findings) {
    this.places = places;
    this.findings = findings;
  }

  /**
   * The rollout after it; the events themselves are still to be counted.
   *
   * @param events that are news
   */
  Verdict.Done note(LockedRollout locked, Map<TenantId, SlotRow> known, List<TenantEvent> events) {
    Rollout rollout = locked.rollout();
    Map<TenantId, TenantEvent> ends = ends(rollout, known, events);
    Map<TenantId, PlaceRows.Place> where =
        ends.isEmpty() ? Map.of() : places.of(locked.id(), ends.keySet());
    FingerprintCheck check = rollout.policy().fingerprint();
    List<Taken> taken = new ArrayList<>();
    int wave = 0;
    for (Map.Entry<TenantId, TenantEvent> end : ends.entrySet()) {
      PlaceRows.Place place = where.get(end.getKey());
      if (place == null
          || !check.picks(place.wave(), rollout.place(place.wave(), place.position()))) {
        continue;
      }
      Taken one = taken(end.getValue(), place.attempts());
      if (one != null) {
        taken.add(one);
        wave = place.wave();
      }
    }
    if (taken.isEmpty()) {
      return new Verdict.Done(rollout, List.of());
    }
    Findings.Seen seen = findings.note(locked.id(), taken);
    return FingerprintRules.noted(rollout, seen.departures(), seen.missing(), wave);
  }

  /** Each tenant's end, of those whose wave may be asked at all. */
  private static Map<TenantId, TenantEvent> ends(
      Rollout rollout, Map<TenantId, SlotRow> known, List<TenantEvent> events) {
    FingerprintCheck check = rollout.policy().fingerprint();
    Map<TenantId, TenantEvent> ends = new LinkedHashMap<>();
    for (TenantEvent event : events) {
      SlotRow row = known.get(event.tenant());
      boolean asked =
          switch (check.scope()) {
            case OFF -> false;
            case CANARY -> row != null && row.slot().wave() == 0;
            case SAMPLE, ALL -> row != null;
          };
      if (asked && event.event() instanceof AttemptEvent.Ended) {
        ends.putIfAbsent(event.tenant(), event);
      }
    }
    return ends;
  }

  /** Null where it says nothing. */
  private static @Nullable Taken taken(TenantEvent event, int attempts) {
    if (!(event.event() instanceof AttemptEvent.Ended(Outcome outcome, double _))) {
      return null;
    }
    TenantFingerprints seen = event.fingerprints();
    TenantFingerprints told = seen == null ? new TenantFingerprints(null, null, null) : seen;
    return switch (outcome) {
      case Outcome.Applied applied ->
          new Taken(
              event.tenant(), true, told.version(), told.before(), applied.to(), told.after());
      // At the first attempt it was so before the rollout. Later, an attempt whose end nobody heard
      // may have brought it there.
      case Outcome.AlreadyCurrent current ->
          attempts > 1
              ? new Taken(event.tenant(), true, null, null, current.version(), told.after())
              : null;
      case Outcome.Failed _, Outcome.Unknown _, Outcome.Rejected _, Outcome.Returned _ ->
          told.before() == null
              ? null
              : new Taken(event.tenant(), false, told.version(), told.before(), null, null);
    };
  }
}
