package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random histories, cut at random places into releases, with scripts that fail at first: whatever
 * happens, the engine leaves what stock Flyway leaves. {@code -Dskein.histories=N} runs more.
 */
class RandomHistoryIT {

  static LongStream seeds() {
    return LongStream.range(0, Long.getLong("skein.histories", 8));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void the_engine_leaves_what_stock_flyway_leaves(long seed) throws Exception {
    Random random = new Random(seed);
    Map<String, String> history = RandomHistory.of(random, 4 + random.nextInt(10));
    List<String> names = new ArrayList<>(history.keySet());
    SideBySide both = SideBySide.fresh();
    for (int end = random.nextInt(4); end < names.size(); end += 1 + random.nextInt(4)) {
      Map<String, String> release = first(history, names, end + 1);
      if (random.nextInt(3) == 0) {
        assertThat(both.migrate(withFailure(random, release, names.get(end)))).isFalse();
      }
      assertThat(both.migrate(release)).isTrue();
    }
    assertThat(both.migrate(history)).isTrue();
  }

  private static Map<String, String> first(
      Map<String, String> history, List<String> names, int count) {
    Map<String, String> release = new LinkedHashMap<>();
    names.subList(0, count).forEach(name -> release.put(name, history.get(name)));
    return release;
  }

  /** The last script fails before, between or after its statements. */
  private static Map<String, String> withFailure(
      Random random, Map<String, String> release, String script) {
    Map<String, String> failing = new LinkedHashMap<>(release);
    String text = release.get(script);
    String bad = "select 1 / 0;\n";
    failing.put(script, random.nextBoolean() ? bad + text : text + bad);
    return failing;
  }
}
