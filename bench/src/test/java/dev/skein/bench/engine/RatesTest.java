package dev.skein.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.bench.engine.EngineReport.Result;
import java.util.List;
import org.junit.jupiter.api.Test;

class RatesTest {
  private static final ServerLogin NOWHERE =
      new ServerLogin("jdbc:postgresql://127.0.0.1:1/postgres", "nobody", "");

  @Test
  void theWarmUpCountsNothingAndTheFirstContenderIsTheFloor() {
    Contender floor = new Floor(NOWHERE);
    Contender skein = new Skein(NOWHERE);
    Rates rates = new Rates();
    rates.add(floor, 0, 1000);
    rates.add(skein, 0, 1);
    rates.add(floor, 1, 100);
    rates.add(skein, 1, 80.12349);

    assertThat(rates.results(BenchCase.ONE, List.of(floor, skein)))
        .containsExactly(
            new Result("one", "floor", 100, 1, 0), new Result("one", "skein", 80.123, 0.801, 0));
  }
}
