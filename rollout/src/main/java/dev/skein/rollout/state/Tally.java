package dev.skein.rollout.state;

import java.util.EnumMap;
import java.util.Map;

/**
 * How many tenants stand in each state.
 *
 * @param counts only states that hold a tenant; copied
 */
public record Tally(Map<TenantState, Integer> counts) {
  public Tally {
    for (Map.Entry<TenantState, Integer> entry : counts.entrySet()) {
      if (entry.getValue() < 0) {
        throw new IllegalArgumentException(
            "expected a count from 0 for %s but got %d"
                .formatted(entry.getKey(), entry.getValue()));
      }
    }
    counts = Map.copyOf(counts);
  }

  /** A tally of tenants that all stand in one state. */
  public static Tally of(TenantState state, int tenants) {
    return new Tally(tenants == 0 ? Map.of() : Map.of(state, tenants));
  }

  public int count(TenantState state) {
    return counts.getOrDefault(state, 0);
  }

  public int count(TenantState.Phase phase) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getKey().phase() == phase)
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  public int total() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Whether every tenant came to an end. */
  public boolean ended() {
    return count(TenantState.Phase.QUEUED) == 0 && count(TenantState.Phase.IN_FLIGHT) == 0;
  }

  /** The tally after some tenants went from one state to another. */
  public Tally moved(TenantState from, TenantState to, int tenants) {
    if (from == to || tenants == 0) {
      return this;
    }
    Map<TenantState, Integer> changed = new EnumMap<>(TenantState.class);
    changed.putAll(counts);
    changed.merge(from, -tenants, Integer::sum);
    changed.merge(to, tenants, Integer::sum);
    changed.values().removeIf(count -> count == 0);
    return new Tally(changed);
  }

  /** Both together. */
  public Tally plus(Tally other) {
    Map<TenantState, Integer> sum = new EnumMap<>(TenantState.class);
    sum.putAll(counts);
    other.counts.forEach((state, count) -> sum.merge(state, count, Integer::sum));
    return new Tally(sum);
  }
}
