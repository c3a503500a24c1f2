package dev.skein.bench.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Standing tenants take further versions, one at a time, all of them alike. Whoever is quicker
 * takes more of them and stands higher.
 */
final class OneWork implements Work {
  /** In a load; each is a release of its own, to be made ready before. */
  private static final int VERSIONS_MOST = 25;

  private final Map<Contender, List<Location>> fleets;
  private final Releases releases;
  private final int history;
  private final Map<Contender, Integer> heads = new HashMap<>();

  OneWork(Map<Contender, List<Location>> fleets, Releases releases, int history) {
    this.fleets = fleets;
    this.releases = releases;
    this.history = history;
  }

  @Override
  public BenchCase benchCase() {
    return BenchCase.ONE;
  }

  @Override
  public Load load(Entrant entrant, int turns) throws IOException {
    Contender contender = entrant.contender();
    List<Location> fleet = fleets.getOrDefault(contender, List.of());
    int from = heads.getOrDefault(contender, history);
    int to = from + Math.min(VERSIONS_MOST, Load.passes(turns, fleet.size()));
    heads.put(contender, to);
    List<Goal> goals = new ArrayList<>();
    for (int head = from; head < to; head++) {
      goals.add(releases.goal(head, head + 1));
    }
    return new Load(fleet, goals);
  }
}
