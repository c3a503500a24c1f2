package dev.skein.bench.engine;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * The result of a run, as {@code --json} prints it.
 *
 * @param tenants databases for each engine; fewer take the whole history
 */
record EngineReport(String machine, int tenants, int threads, List<Result> cases) {
  EngineReport {
    cases = List.copyOf(cases);
  }

  /**
   * One case by one engine.
   *
   * @param ofFloor its rate as a part of the floor's
   * @param spread from the slowest round to the fastest, as a part of the median
   */
  record Result(
      @JsonProperty("case") String benchCase,
      String engine,
      double tenantsPerSecond,
      double ofFloor,
      double spread) {

    static Result of(BenchCase benchCase, String engine, Series series, Series floor) {
      return new Result(
          benchCase.label(),
          engine,
          rounded(series.median()),
          rounded(series.of(floor)),
          rounded(series.spread()));
    }

    private static double rounded(double value) {
      return BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_UP).doubleValue();
    }
  }
}
