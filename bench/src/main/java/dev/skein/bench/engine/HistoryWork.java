package dev.skein.bench.engine;

import java.util.List;

/**
 * Empty tenants take everything. Each time new ones: what was migrated once cannot be emptied to be
 * as before.
 */
record HistoryWork(Fleets fleets, Goal goal, EnginePlan plan) implements Work {
  @Override
  public BenchCase benchCase() {
    return BenchCase.HISTORY;
  }

  @Override
  public Load load(Entrant entrant, int turns) {
    int tenants = Math.clamp(turns, plan.historyTenants(entrant.threads()), plan.tenants());
    return new Load(fleets.empty(entrant.contender(), tenants), List.of(goal));
  }

  @Override
  public void done(Load load) {
    fleets.drop(load.tenants());
  }
}
