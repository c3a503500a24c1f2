package dev.skein.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.bench.engine.EngineReport.Result;
import dev.skein.cli.shell.JsonOutput;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineReportTest {
  private static final EngineReport REPORT =
      new EngineReport(
          "2 cores, 8 GiB",
          80,
          4,
          List.of(
              new Result("noop", "floor", 290.1, 1, 0.051),
              new Result("history", "skein", 0.456, 0.123, 0.2)));

  @Test
  void jsonIsOneObjectWithTheAgreedNames() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    JsonOutput.printLine(new PrintStream(bytes, true, StandardCharsets.UTF_8), REPORT);
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualToIgnoringNewLines(
            """
            {"machine":"2 cores, 8 GiB","tenants":80,"threads":4,"cases":[\
            {"case":"noop","engine":"floor","tenantsPerSecond":290.1,"ofFloor":1.0,"spread":0.051},\
            {"case":"history","engine":"skein","tenantsPerSecond":0.456,"ofFloor":0.123,"spread":0.2}]}
            """);
  }

  @Test
  void theTableHasALineForEachCaseAndEngine() {
    assertThat(Markdown.of(new EnginePlan(80, 4, 3, 300, false), REPORT))
        .isEqualTo(
            """
            Machine: 2 cores, 8 GiB

            80 tenants (history: 8), 4 at a time, medians of 3 interleaved rounds, 300 migrations.

            | case | engine | tenants/s | of floor | spread |
            |---|---|---:|---:|---:|
            | noop | floor | 290 | 1.00 | 5 % |
            | history | skein | 0.46 | 0.12 | 20 % |
            """);
  }

  @Test
  void ratesShowThreeDigitsThatMeanSomething() {
    assertThat(Markdown.rate(1234.5)).isEqualTo("1235");
    assertThat(Markdown.rate(54.32)).isEqualTo("54.3");
    assertThat(Markdown.rate(0.456)).isEqualTo("0.46");
  }
}
