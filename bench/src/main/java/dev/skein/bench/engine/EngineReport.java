package dev.skein.bench.engine;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * The result of a run, as {@code --json} prints it.
 *
 * @param layout {@code databases}, or {@code schemas of one database}
 * @param tenants of each engine; fewer take the whole history
 */
record EngineReport(String machine, String layout, int tenants, List<Result> cases) {
  EngineReport {
    cases = List.copyOf(cases);
  }

  static EngineReport of(String machine, EnginePlan plan, List<Result> results) {
    String layout = plan.schemas() ? "schemas of one database" : "databases";
    return new EngineReport(machine, layout, plan.tenants(), results);
  }

  /**
   * One case by one engine.
   *
   * @param threads tenants at a time
   * @param ofFloor its rate as a part of the floor's
   * @param spread from the slowest round to the fastest, as a part of the median
   */
  record Result(
      @JsonProperty("case") String benchCase,
      String engine,
      int threads,
      double tenantsPerSecond,
      double ofFloor,
      double spread) {

    static Result of(BenchCase benchCase, Entrant entrant, Series series, Series floor) {
      return new Result(
          benchCase.label(),
          entrant.name(),
          entrant.threads(),
          rounded(series.median()),
          rounded(series.of(floor)),
          rounded(series.spread()));
    }

    private static double rounded(double value) {
      return BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_UP).doubleValue();
    }
  }
}
