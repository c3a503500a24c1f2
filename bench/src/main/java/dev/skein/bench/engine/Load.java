package dev.skein.bench.engine;

import java.util.List;

/**
 * What a contender does while the clock runs.
 *
 * @param tenants at least one
 * @param goals to which each of them is brought, one after the other; at least one
 */
record Load(List<Location> tenants, List<Goal> goals) {
  Load {
    tenants = List.copyOf(tenants);
    goals = List.copyOf(goals);
  }

  /** How often a tenant is brought to a goal. */
  int turns() {
    return tenants.size() * goals.size();
  }

  Goal end() {
    return goals.getLast();
  }

  /** How many passes over so many tenants make at least so many turns; at least one. */
  static int passes(int turns, int tenants) {
    return Math.max(1, Math.ceilDiv(turns, tenants));
  }
}
