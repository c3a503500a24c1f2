package dev.skein.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.bench.engine.EngineReport.Result;
import dev.skein.cli.shell.JsonOutput;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineReportTest {
  private static final EngineReport REPORT =
      new EngineReport(
          "2 cores, 8 GiB",
          "databases",
          80,
          List.of(
              new Result("noop", "floor", 4, 290.1, 1, 0.051),
              new Result("history", "skein", 4, 0.456, 0.123, 0.2)));

  @Test
  void jsonIsOneObjectWithTheAgreedNames() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    JsonOutput.printLine(new PrintStream(bytes, true, StandardCharsets.UTF_8), REPORT);
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualToIgnoringNewLines(
            """
            {"machine":"2 cores, 8 GiB","layout":"databases","tenants":80,"cases":[\
            {"case":"noop","engine":"floor","threads":4,"tenantsPerSecond":290.1,"ofFloor":1.0,"spread":0.051},\
            {"case":"history","engine":"skein","threads":4,"tenantsPerSecond":0.456,"ofFloor":0.123,"spread":0.2}]}
            """);
  }

  @Test
  void theTableHasALineForEachCaseAndEngine() {
    assertThat(Markdown.of(plan(4), REPORT))
        .isEqualTo(
            """
            Machine: 2 cores, 8 GiB

            80 tenants (history: at least 8), databases, 4 at a time, medians of 3 interleaved rounds of about 4 s, 300 migrations.

            | case | engine | tenants/s | of floor | spread |
            |---|---|---:|---:|---:|
            | noop | floor | 290 | 1.00 | 5 % |
            | history | skein | 0.46 | 0.12 | 20 % |
            """);
  }

  @Test
  void aSweepHasALineForEachNumberOfThreads() {
    List<Result> results = new ArrayList<>();
    for (String benchCase : List.of("noop", "one", "history")) {
      for (int threads : List.of(1, 16)) {
        results.add(new Result(benchCase, "floor", threads, 100, 1, 0));
        results.add(new Result(benchCase, "skein", threads, 75.5 + threads, 0.755, 0));
      }
    }
    EngineReport report = new EngineReport("2 cores", "schemas of one database", 80, results);
    assertThat(Markdown.of(plan(1, 16), report))
        .isEqualTo(
            """
            Machine: 2 cores

            80 tenants (history: at least 8), schemas of one database, Skein's tenants/s (of the floor), medians of 3 interleaved rounds of about 4 s, 300 migrations.

            | at a time | noop | one | history |
            |---:|---:|---:|---:|
            | 1 | 76.5 (0.76) | 76.5 (0.76) | 76.5 (0.76) |
            | 16 | 91.5 (0.76) | 91.5 (0.76) | 91.5 (0.76) |
            """);
  }

  private static EnginePlan plan(Integer... threads) {
    return new EnginePlan(80, List.of(threads), 3, 300, 4, 5, false, false);
  }

  @Test
  void ratesShowThreeDigitsThatMeanSomething() {
    assertThat(Markdown.rate(1234.5)).isEqualTo("1235");
    assertThat(Markdown.rate(54.32)).isEqualTo("54.3");
    assertThat(Markdown.rate(0.456)).isEqualTo("0.46");
  }
}
