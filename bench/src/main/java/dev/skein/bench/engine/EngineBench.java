package dev.skein.bench.engine;

import dev.skein.bench.engine.EngineReport.Result;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One run: for each case some rounds, in each round every contender in turn on databases of its
 * own. The first round only warms up.
 */
final class EngineBench {
  private final BenchServer server;
  private final Databases databases;
  private final EnginePlan plan;
  private final PrintStream progress;
  private final Releases releases;
  private final Verification verification;
  private final Templates templates;
  private final List<Contender> contenders;

  EngineBench(BenchServer server, EnginePlan plan, PrintStream progress) {
    ServerLogin login = server.login();
    Skein skein = new Skein(login);
    this.server = server;
    this.databases = server.databases();
    this.plan = plan;
    this.progress = progress;
    // Each round of the case "one" takes one more version, the one that warms up too.
    this.releases =
        new Releases(GeneratedHistory.versions(plan.history(), plan.rounds() + 1), server.folder());
    this.verification = new Verification(login);
    this.templates = new Templates(login, databases, skein);
    this.contenders = contenders(login, skein, plan.loops());
  }

  private static List<Contender> contenders(ServerLogin login, Skein skein, boolean loops) {
    List<Contender> contenders =
        new ArrayList<>(List.of(new Floor(login), new FlywayPool(login), skein));
    if (loops) {
      contenders.add(new ProcessLoop.OfFlyway(login));
      Path psql = ProcessLoop.OfPsql.program();
      if (psql != null) {
        contenders.add(new ProcessLoop.OfPsql(login, psql));
      }
    }
    return List.copyOf(contenders);
  }

  private static int share(Contender contender, int tenants) {
    return Math.min(contender.most(), tenants);
  }

  EngineReport run() throws IOException {
    String machine = server.machine();
    say(machine);
    List<Result> results = new ArrayList<>();
    Map<Contender, List<String>> fleets = standingFleets();
    results.addAll(
        measure(BenchCase.NOOP, round -> releases.goal(plan.history(), plan.history()), fleets));
    results.addAll(
        measure(
            BenchCase.ONE,
            round -> releases.goal(plan.history() + round, plan.history() + round + 1),
            fleets));
    fleets.values().forEach(databases::drop);
    results.addAll(wholeHistory());
    return new EngineReport(machine, plan.tenants(), plan.threads(), results);
  }

  private Map<Contender, List<String>> standingFleets() throws IOException {
    say(
        "making %d databases with %d migrations each"
            .formatted(contenders.size() * plan.tenants(), plan.history()));
    String template = templates.atHead(releases.goal(0, plan.history()));
    Map<Contender, List<String>> fleets = new LinkedHashMap<>();
    for (Contender contender : contenders) {
      fleets.put(
          contender,
          databases.copies(fleet(contender), share(contender, plan.tenants()), template));
    }
    return fleets;
  }

  private List<Result> measure(
      BenchCase benchCase, GoalOfRound goals, Map<Contender, List<String>> fleets)
      throws IOException {
    Rates rates = new Rates();
    for (int round = 0; round <= plan.rounds(); round++) {
      Goal goal = goals.of(round);
      for (Contender contender : contenders) {
        List<String> fleet = fleets.getOrDefault(contender, List.of());
        rates.add(contender, round, timed(benchCase, round, contender, fleet, goal));
      }
    }
    return rates.results(benchCase, contenders);
  }

  /** Each time on new databases: what was migrated once cannot be emptied to be as before. */
  private List<Result> wholeHistory() throws IOException {
    Goal goal = releases.goal(0, plan.history());
    String template = templates.empty();
    Rates rates = new Rates();
    for (int round = 0; round <= plan.rounds(); round++) {
      // The classes are warm by now; one tenant a thread warms what is left.
      int tenants =
          round == 0 ? Math.min(plan.threads(), plan.historyTenants()) : plan.historyTenants();
      for (Contender contender : contenders) {
        List<String> fleet =
            databases.copies(fleet(contender), share(contender, tenants), template);
        rates.add(contender, round, timed(BenchCase.HISTORY, round, contender, fleet, goal));
        databases.drop(fleet);
      }
    }
    return rates.results(BenchCase.HISTORY, contenders);
  }

  /** Tenants a second. */
  private double timed(
      BenchCase benchCase, int round, Contender contender, List<String> fleet, Goal goal) {
    server.settle();
    long start = System.nanoTime();
    contender.migrate(fleet, goal, plan.threads());
    double rate = fleet.size() / ((System.nanoTime() - start) / 1e9);
    verification.require(contender, fleet, goal);
    say(
        "%s, %s: %s %s tenants/s"
            .formatted(
                benchCase.label(),
                round == 0 ? "warm-up" : "round %d of %d".formatted(round, plan.rounds()),
                contender.name(),
                Markdown.rate(rate)));
    return rate;
  }

  private static String fleet(Contender contender) {
    return contender.name().replace('-', '_');
  }

  private void say(String line) {
    progress.println("bench: " + line);
    progress.flush();
  }

  /** What is to be reached in a round. */
  private interface GoalOfRound {
    Goal of(int round) throws IOException;
  }
}
