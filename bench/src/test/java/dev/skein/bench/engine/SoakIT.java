package dev.skein.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.testkit.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoakIT {
  private final TestPostgres postgres = TestPostgres.shared();

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyTenantEndsAsItShould(boolean schemas) throws Exception {
    SoakPlan plan = new SoakPlan(20, 6, 15, 4, schemas);
    ServerLogin login = new ServerLogin(postgres.url(), postgres.user(), postgres.password());
    try (BenchServer server = BenchServer.given(login)) {
      SoakReport report =
          new Soak(
                  server,
                  plan,
                  new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8))
              .run();

      assertThat(report.wrong()).isEmpty();
      assertThat(report.failed()).isEqualTo(3);
      // A session that has ended may be listed for a moment beside the one that came next.
      assertThat(report.connectionsMost()).isBetween(0, 2 * plan.threads());
    }
  }
}
