package dev.skein.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.testkit.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FleetBenchIT {
  private final TestPostgres postgres = TestPostgres.shared();

  @Test
  void bothBringTheSameToAsManyTenants() throws Exception {
    ServerLogin login = new ServerLogin(postgres.url(), postgres.user(), postgres.password());
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (BenchServer server = BenchServer.given(login)) {
      FleetReport report =
          new FleetBench(
                  server,
                  new FleetPlan(4, 2, 1, 3),
                  new PrintStream(said, true, StandardCharsets.UTF_8))
              .run();

      assertThat(report.tenants()).isEqualTo(4);
      assertThat(report.engineTenantsPerSecond()).isPositive();
      assertThat(report.fleetTenantsPerSecond()).isPositive();
      assertThat(report.ratio()).isPositive();
      assertThat(report.publishToFirstStartMillis()).isPositive();
      assertThat(report.text()).contains("of the engine");
      assertThat(said.toString(StandardCharsets.UTF_8)).contains("round 1 of 1");
    }
  }
}
