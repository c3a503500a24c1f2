package dev.skein.rollout.rules;

import dev.skein.rollout.state.Blocker;
import dev.skein.rollout.state.Group;
import dev.skein.rollout.state.TenantState;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A tenant of the model, with what the model counts by itself. */
final class FleetRow {
  final int shard;
  TenantSlot slot;

  /** The last one; unique over the rollout, from 1. */
  int attempt;

  /** Whether that attempt's end was not heard. */
  boolean open;

  int tries;

  /** Whether it failed before a person resumed. */
  boolean forgiven;

  /** What its own data say, whatever the rollout knows. */
  @Nullable Blocker blocker;

  @Nullable Instant blockedUntil;
  boolean quarantined;

  /** Whether the release makes something else of it than of the others. */
  boolean strays;

  /** Whether its fingerprint cannot be taken. */
  boolean unread;

  FleetRow(int wave, int shard) {
    this.shard = shard;
    this.slot = new TenantSlot(wave, name(shard), TenantState.PENDING);
  }

  static String name(int shard) {
    return "s" + shard;
  }

  boolean blocked(Instant now) {
    return blocker != null && (blockedUntil == null || blockedUntil.isAfter(now));
  }

  TenantState state() {
    return slot.state();
  }

  boolean in(TenantState.Phase phase) {
    return slot.state().phase() == phase;
  }

  /** Whether it failed for the release's sake. */
  boolean failed() {
    return in(TenantState.Phase.FAILED) && slot.cause() != null && !slot.cause().error();
  }

  /** Those that stand alike, together. */
  static List<Group> groups(List<FleetRow> rows) {
    return rows.stream()
        .map(row -> row.slot.alone())
        .collect(Collectors.groupingBy(group -> group, Collectors.counting()))
        .entrySet()
        .stream()
        .map(
            entry -> {
              Group one = entry.getKey();
              int tenantCount = entry.getValue().intValue();
              return new Group(
                  one.wave(), one.shard(), one.state(), one.cause(), one.blocker(), tenantCount);
            })
        .toList();
  }
}
