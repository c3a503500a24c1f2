package dev.skein.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.bench.engine.EngineReport.Result;
import java.util.List;
import org.junit.jupiter.api.Test;

class RatesTest {
  private static final ServerLogin NOWHERE =
      new ServerLogin("jdbc:postgresql://127.0.0.1:1/postgres", "nobody", "");

  @Test
  void theFirstEntrantWithAsManyThreadsIsTheFloor() {
    Contender floor = new Floor(NOWHERE);
    Contender skein = new Skein(NOWHERE);
    List<Entrant> entrants =
        List.of(
            new Entrant(floor, 1),
            new Entrant(skein, 1),
            new Entrant(floor, 4),
            new Entrant(skein, 4));
    Rates rates = new Rates();
    rates.add(entrants.get(0), 100);
    rates.add(entrants.get(1), 80.12349);
    rates.add(entrants.get(2), 400);
    rates.add(entrants.get(3), 200);

    assertThat(rates.results(BenchCase.ONE, entrants))
        .containsExactly(
            new Result("one", "floor", 1, 100, 1, 0),
            new Result("one", "skein", 1, 80.123, 0.801, 0),
            new Result("one", "floor", 4, 400, 1, 0),
            new Result("one", "skein", 4, 200, 0.5, 0));
  }
}
