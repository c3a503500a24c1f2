package dev.skein.bench.engine;

import dev.skein.bench.engine.EngineReport.Result;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One case: every entrant that can be warm warms up, then some rounds, in each of which every
 * entrant has its turn. How much an entrant does in a round follows from the rate at which it
 * warmed up, and stays.
 */
final class Measurement {
  private final BenchServer server;
  private final EnginePlan plan;
  private final List<Entrant> entrants;
  private final Work work;
  private final Progress progress;
  private final Verification verification;
  private final Map<Entrant, Integer> turns = new HashMap<>();
  private final Map<Contender, Double> warmed = new HashMap<>();

  Measurement(
      BenchServer server, EnginePlan plan, List<Entrant> entrants, Work work, Progress progress) {
    this.server = server;
    this.plan = plan;
    this.entrants = entrants;
    this.work = work;
    this.progress = progress;
    this.verification = new Verification(server.login());
  }

  List<Result> run() throws IOException {
    for (Entrant entrant : entrants) {
      turns.put(entrant, entrant.contender().aProcessEach() ? 1 : warmUp(entrant));
    }
    Rates rates = new Rates();
    for (int round = 1; round <= plan.rounds(); round++) {
      for (Entrant entrant : entrants) {
        Load load = work.load(entrant, turns.getOrDefault(entrant, 1));
        double rate = load.turns() / seconds(entrant, load);
        rates.add(entrant, rate);
        tell("round %d of %d".formatted(round, plan.rounds()), entrant, rate);
      }
    }
    return rates.results(work.benchCase(), entrants);
  }

  /**
   * Runs until the contender has run as long as it must, with whatever number of threads, and this
   * entrant once.
   *
   * @return how many turns make a round
   */
  private int warmUp(Entrant entrant) throws IOException {
    double best = 0;
    double left;
    int next = 1;
    do {
      Load load = work.load(entrant, next);
      double seconds = seconds(entrant, load);
      best = Math.max(best, load.turns() / seconds);
      left = plan.warmUp() - warmed.merge(entrant.contender(), seconds, Double::sum);
      next = (int) Math.ceil(best * left);
    } while (left > 0);
    tell("warm-up", entrant, best);
    return (int) Math.ceil(best * plan.seconds());
  }

  private double seconds(Entrant entrant, Load load) {
    server.settle();
    long start = System.nanoTime();
    entrant.contender().migrate(load.tenants(), load.goals(), entrant.threads());
    double seconds = (System.nanoTime() - start) / 1e9;
    verification.require(entrant.contender(), load.tenants(), load.end());
    work.done(load);
    return seconds;
  }

  private void tell(String what, Entrant entrant, double rate) {
    progress.step(
        "%s, %s: %s%s %s tenants/s"
            .formatted(
                work.benchCase().label(),
                what,
                entrant.name(),
                plan.sweep() ? ", %d at a time,".formatted(entrant.threads()) : "",
                Markdown.rate(rate)));
  }
}
