package dev.skein.bench.engine;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Standing tenants are at the head, and are asked again and again. */
record NoopWork(Map<Contender, List<Location>> fleets, Goal head) implements Work {
  @Override
  public BenchCase benchCase() {
    return BenchCase.NOOP;
  }

  @Override
  public Load load(Entrant entrant, int turns) {
    List<Location> fleet = fleets.getOrDefault(entrant.contender(), List.of());
    return new Load(fleet, Collections.nCopies(Load.passes(turns, fleet.size()), head));
  }
}
