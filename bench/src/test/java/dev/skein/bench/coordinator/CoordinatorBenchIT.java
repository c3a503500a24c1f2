package dev.skein.bench.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.cli.SkeinCli;
import dev.skein.cli.shell.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CoordinatorBenchIT {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int bench(String... args) {
    return SkeinCli.run(
        args,
        InputStream.nullInputStream(),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        Map.of(),
        Terminal.NONE);
  }

  @Test
  void aSmallFleetEndsAsItMustAndEveryFigureIsGiven() {
    int exitCode = bench("bench", "coordinator", "--tenants=400", "--shards=4", "--json");

    assertThat(err.toString(StandardCharsets.UTF_8)).contains("outcome as it should be");
    assertThat(exitCode).isZero();
    JsonNode report = JsonMapper.shared().readTree(out.toString(StandardCharsets.UTF_8));
    assertThat(report.propertyNames())
        .containsExactlyInAnyOrder(
            "tenants",
            "shards",
            "commandsSeconds",
            "resultsPerSecond",
            "statusP99Millis",
            "failedPageP99Millis",
            "heapMaxMiB",
            "storeBytesPerTenant");
    assertThat(report.path("tenants").asInt()).isEqualTo(400);
    assertThat(report.path("resultsPerSecond").asDouble()).isPositive();
    assertThat(report.path("heapMaxMiB").asDouble()).isBetween(10.0, 512.0);
    assertThat(report.path("storeBytesPerTenant").asLong()).isPositive();
  }

  @Test
  void aFleetThatIsTooSmallIsRefused() {
    int exitCode = bench("bench", "coordinator", "--tenants=5");

    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("expected --tenants from 100");
  }
}
