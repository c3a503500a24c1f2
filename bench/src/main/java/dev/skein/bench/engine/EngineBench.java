package dev.skein.bench.engine;

import dev.skein.bench.engine.EngineReport.Result;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One run: for each case some rounds, in each round every contender on tenants of its own. */
final class EngineBench {
  private final BenchServer server;
  private final EnginePlan plan;
  private final Skein skein;
  private final Releases releases;
  private final List<Contender> contenders;
  private final List<Entrant> entrants;
  private final Progress progress;

  EngineBench(BenchServer server, EnginePlan plan, PrintStream progress) {
    this.server = server;
    this.plan = plan;
    this.skein = new Skein(server.login());
    this.releases = new Releases(plan.history(), server.folder());
    this.contenders = contenders(server.login(), skein, plan);
    this.entrants =
        plan.threads().stream()
            .flatMap(threads -> contenders.stream().map(it -> new Entrant(it, threads)))
            .toList();
    this.progress = new Progress(progress, steps(entrants, plan));
  }

  private static int steps(List<Entrant> entrants, EnginePlan plan) {
    int warmUps =
        Math.toIntExact(entrants.stream().filter(it -> !it.contender().aProcessEach()).count());
    return BenchCase.values().length * (entrants.size() * plan.rounds() + warmUps);
  }

  /** The floor first. */
  private static List<Contender> contenders(ServerLogin login, Skein skein, EnginePlan plan) {
    if (plan.sweep()) {
      return List.of(new Floor(login), skein);
    }
    List<Contender> contenders =
        new ArrayList<>(List.of(new Floor(login), new FlywayPool(login), skein));
    if (plan.loops()) {
      contenders.add(new ProcessLoop.OfFlyway(login));
      Path psql = ProcessLoop.OfPsql.program();
      if (psql != null) {
        contenders.add(new ProcessLoop.OfPsql(login, psql));
      }
    }
    return List.copyOf(contenders);
  }

  EngineReport run() throws IOException {
    String machine = server.machine();
    progress.say(machine);
    Goal head = releases.goal(0, plan.history());
    Fleets fleets = fleets(head);
    Map<Contender, List<Location>> standing = new LinkedHashMap<>();
    contenders.forEach(contender -> standing.put(contender, fleets.standing(contender)));
    List<Result> results = new ArrayList<>();
    Goal reached = releases.goal(plan.history(), plan.history());
    results.addAll(measured(new NoopWork(standing, reached)));
    results.addAll(measured(new OneWork(standing, releases, plan.history())));
    standing.values().forEach(fleets::drop);
    results.addAll(measured(new HistoryWork(fleets, head, plan)));
    return EngineReport.of(machine, plan, results);
  }

  private Fleets fleets(Goal head) {
    progress.say(
        "making %d tenants with %d migrations each, %s"
            .formatted(
                contenders.stream().mapToInt(it -> Fleets.share(it, plan.tenants())).sum(),
                plan.history(),
                plan.schemas()
                    ? "schemas of %d databases".formatted(contenders.size())
                    : "databases"));
    Templates templates = new Templates(server.login(), server.databases(), skein);
    return new Fleets(templates, server.databases(), plan, head);
  }

  private List<Result> measured(Work work) throws IOException {
    return new Measurement(server, plan, entrants, work, progress).run();
  }
}
