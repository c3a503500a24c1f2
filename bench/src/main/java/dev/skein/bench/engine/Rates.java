package dev.skein.bench.engine;

import dev.skein.bench.engine.EngineReport.Result;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects what the entrants reach in one case. */
final class Rates {
  private final Map<Entrant, List<Double>> rates = new HashMap<>();

  /**
   * Of one round.
   *
   * @param rate tenants a second
   */
  void add(Entrant entrant, double rate) {
    rates.computeIfAbsent(entrant, _ -> new ArrayList<>()).add(rate);
  }

  /** The first one with as many tenants at a time is the floor of the others. */
  List<Result> results(BenchCase benchCase, List<Entrant> entrants) {
    return entrants.stream()
        .map(it -> Result.of(benchCase, it, series(it), series(floor(it, entrants))))
        .toList();
  }

  private static Entrant floor(Entrant entrant, List<Entrant> entrants) {
    return entrants.stream()
        .filter(it -> it.threads() == entrant.threads())
        .findFirst()
        .orElseThrow();
  }

  private Series series(Entrant entrant) {
    return new Series(rates.getOrDefault(entrant, List.of()));
  }
}
