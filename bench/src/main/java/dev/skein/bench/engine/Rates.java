package dev.skein.bench.engine;

import dev.skein.bench.engine.EngineReport.Result;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects what the contenders reach in one case. */
final class Rates {
  private final Map<String, List<Double>> rates = new HashMap<>();

  /**
   * Round 0 is the warm-up and counts nothing.
   *
   * @param rate tenants a second
   */
  void add(Contender contender, int round, double rate) {
    if (round > 0) {
      rates.computeIfAbsent(contender.name(), _ -> new ArrayList<>()).add(rate);
    }
  }

  /** The first contender is the floor of the others. */
  List<Result> results(BenchCase benchCase, List<Contender> contenders) {
    Series floor = series(contenders.getFirst());
    return contenders.stream()
        .map(it -> Result.of(benchCase, it.name(), series(it), floor))
        .toList();
  }

  private Series series(Contender contender) {
    return new Series(rates.getOrDefault(contender.name(), List.of()));
  }
}
