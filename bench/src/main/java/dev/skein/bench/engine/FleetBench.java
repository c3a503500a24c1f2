package dev.skein.bench.engine;

import dev.skein.bench.engine.FleetPlatform.Took;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole platform beside the engine alone, on the same server in one run: in each round both
 * bring the same new migration to as many databases, each to its own. The first round only warms
 * up.
 */
final class FleetBench {
  private static final String FAILS_IN_SOME =
      """
      do $$ begin
        if current_database() like '%7' then raise exception 'meant to fail'; end if;
      end $$;
      """;

  private final BenchServer server;
  private final Databases databases;
  private final FleetPlan plan;
  private final PrintStream progress;
  private final Releases releases;
  private final Skein engine;
  private final Verification verification;

  FleetBench(BenchServer server, FleetPlan plan, PrintStream progress) {
    this.server = server;
    this.databases = server.databases();
    this.plan = plan;
    this.progress = progress;
    this.releases = new Releases(plan.history(), server.folder());
    this.engine = new Skein(server.login());
    this.verification = new Verification(server.login());
  }

  FleetReport run() throws IOException, InterruptedException {
    String machine = server.machine();
    say(machine);
    say("making %d databases".formatted(2 * plan.tenants()));
    String template =
        new Templates(server.login(), databases, engine)
            .withoutStamp(releases.goal(0, plan.history()));
    List<Location> alone = locations(databases.copies("alone", plan.tenants(), template));
    List<String> fleet = databases.copies("fleet", plan.tenants(), template);
    List<Double> engineRates = new ArrayList<>();
    List<Double> fleetRates = new ArrayList<>();
    List<Double> starts = new ArrayList<>();
    HaltTrace halt = null;
    say("starting Kafka, the coordinator and a worker");
    try (FleetPlatform platform =
        FleetPlatform.start(server.folder().resolve("platform"), server.login(), plan.threads())) {
      platform.take(fleet);
      for (int round = 0; round <= plan.rounds(); round++) {
        Goal goal = releases.goal(plan.history() + round, plan.history() + round + 1);
        double engineRate = alone(alone, goal);
        server.settle();
        Took took = platform.rollOut(goal.folder(), "bench-" + goal.to(), plan.tenants());
        double fleetRate = plan.tenants() / (took.whole().toNanos() / 1e9);
        verification.require(engine, alone, goal);
        verification.require(engine, locations(fleet), goal);
        say(
            "%s: engine %s tenants/s, platform %s tenants/s, first start after %d ms"
                .formatted(
                    round == 0 ? "warm-up" : "round %d of %d".formatted(round, plan.rounds()),
                    Markdown.rate(engineRate),
                    Markdown.rate(fleetRate),
                    took.firstStart().toMillis()));
        if (round > 0) {
          engineRates.add(engineRate);
          fleetRates.add(fleetRate);
          starts.add(took.firstStart().toNanos() / 1e6);
        }
      }
      if (plan.halts()) {
        halt = halt(platform);
      }
    }
    return report(
        machine, new Series(engineRates), new Series(fleetRates), new Series(starts), halt);
  }

  /** One more version, which fails in one database of ten. */
  private HaltTrace halt(FleetPlatform platform) throws IOException, InterruptedException {
    Path folder = releases.with(plan.history() + plan.rounds() + 1, FAILS_IN_SOME);
    HaltTrace halt = platform.halt(folder, "bench-halts");
    say(
        "halted: last command %d ms, last start %d ms after the failure that reached the limit"
            .formatted(halt.lastCommandMillis(), halt.lastStartMillis()));
    return halt;
  }

  private static List<Location> locations(List<String> databases) {
    return databases.stream().map(Location::of).toList();
  }

  private double alone(List<Location> tenants, Goal goal) {
    server.settle();
    long start = System.nanoTime();
    engine.migrate(tenants, List.of(goal), plan.threads());
    return tenants.size() / ((System.nanoTime() - start) / 1e9);
  }

  private FleetReport report(
      String machine, Series alone, Series fleet, Series starts, @Nullable HaltTrace halt) {
    return new FleetReport(
        machine,
        plan.tenants(),
        plan.threads(),
        rounded(alone.median()),
        rounded(fleet.median()),
        rounded(fleet.of(alone)),
        rounded(fleet.spread()),
        rounded(starts.median()),
        halt);
  }

  private static double rounded(double value) {
    return BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_UP).doubleValue();
  }

  private void say(String line) {
    progress.println("bench: " + line);
    progress.flush();
  }
}
