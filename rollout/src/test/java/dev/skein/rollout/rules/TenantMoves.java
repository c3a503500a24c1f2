package dev.skein.rollout.rules;

import dev.skein.rollout.state.TenantState;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** The design's diagram of a tenant's states, as the simulation holds the rules to it. */
final class TenantMoves {
  private TenantMoves() {}

  /** The diagram of a tenant's states: every move that is not here is a bug. */
  static final Map<TenantState, Set<TenantState>> ALLOWED = moves();

  private static Map<TenantState, Set<TenantState>> moves() {
    Map<TenantState, Set<TenantState>> moves = new EnumMap<>(TenantState.class);
    for (TenantState state : TenantState.values()) {
      moves.put(
          state,
          switch (state) {
            case PENDING ->
                Set.of(
                    TenantState.DISPATCHED,
                    TenantState.BLOCKED,
                    TenantState.SKIPPED,
                    TenantState.QUARANTINED,
                    TenantState.CANCELLED);
            case WAITING_RETRY ->
                Set.of(
                    TenantState.PENDING,
                    TenantState.SKIPPED,
                    TenantState.QUARANTINED,
                    TenantState.CANCELLED);
            case BLOCKED ->
                Set.of(
                    TenantState.PENDING,
                    TenantState.SKIPPED,
                    TenantState.QUARANTINED,
                    TenantState.CANCELLED);
            case DISPATCHED ->
                Set.of(
                    TenantState.ACCEPTED,
                    TenantState.PENDING,
                    TenantState.WAITING_RETRY,
                    TenantState.SUCCEEDED,
                    TenantState.ALREADY_CURRENT,
                    TenantState.FAILED_CLEAN,
                    TenantState.FAILED_PARTIAL,
                    TenantState.UNKNOWN,
                    TenantState.SKIPPED,
                    TenantState.CANCELLED);
            case ACCEPTED ->
                Set.of(
                    TenantState.PENDING,
                    TenantState.WAITING_RETRY,
                    TenantState.SUCCEEDED,
                    TenantState.ALREADY_CURRENT,
                    TenantState.FAILED_CLEAN,
                    TenantState.FAILED_PARTIAL,
                    TenantState.UNKNOWN,
                    TenantState.SKIPPED,
                    TenantState.CANCELLED);
            case FAILED_CLEAN, FAILED_PARTIAL ->
                Set.of(TenantState.PENDING, TenantState.SKIPPED, TenantState.QUARANTINED);
            // An end that is heard of late is heard.
            case UNKNOWN ->
                Set.of(
                    TenantState.PENDING,
                    TenantState.SKIPPED,
                    TenantState.QUARANTINED,
                    TenantState.SUCCEEDED,
                    TenantState.ALREADY_CURRENT,
                    TenantState.FAILED_CLEAN,
                    TenantState.FAILED_PARTIAL);
            case QUARANTINED -> Set.of(TenantState.PENDING);
            case SUCCEEDED, ALREADY_CURRENT, SKIPPED, CANCELLED -> Set.of();
          });
    }
    return moves;
  }
}
