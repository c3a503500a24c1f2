package dev.skein.bench.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CoordinatorTextTest {
  @Test
  void everyGoalIsShownAsMetOrMissed() {
    String text =
        CoordinatorText.of(
            "2 cores", new CoordinatorReport(100_000, 50, 60, 4999.9, 50.1, 20, 512, 1700));

    assertThat(text)
        .contains("Machine: 2 cores", "100,000 tenants on 50 shards")
        .contains("| all commands out, s | 60.0 | ≤ 60 | met |")
        .contains("| results stored a second | 4999.9 | ≥ 5000 | missed |")
        .contains("| status p99 at 200 requests/s, ms | 50.1 | ≤ 50 | missed |")
        .contains("| page of failed tenants p99, ms | 20.0 | ≤ 20 | met |")
        .contains("| coordinator's heap, MiB | 512.0 | ≤ 512 | met |")
        .contains("1700");
  }
}
