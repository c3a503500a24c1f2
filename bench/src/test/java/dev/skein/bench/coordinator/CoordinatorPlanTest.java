package dev.skein.bench.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.cli.shell.CommandFailedException;
import org.junit.jupiter.api.Test;

class CoordinatorPlanTest {
  @Test
  void windowsHoldEveryTenantOfAShard() {
    assertThat(2 * new CoordinatorPlan(1001, 10).concurrency()).isGreaterThanOrEqualTo(2 * 101);
  }

  @Test
  void aPlaceIsOneTenantsAlone() {
    assertThat(new CoordinatorPlan(100, 7).csv().lines().skip(1))
        .extracting(line -> line.split(",", -1)[1] + "/" + line.split(",", -1)[2])
        .doesNotHaveDuplicates()
        .hasSize(100);
  }

  @Test
  void aFleetBeyondItsLimitsIsRefused() {
    assertThatThrownBy(() -> new CoordinatorPlan(99, 1))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("expected --tenants from 100 to 1000000 but got 99");
    assertThatThrownBy(() -> new CoordinatorPlan(100, 201))
        .hasMessageContaining("expected --shards from 1 to 100 but got 201");
  }
}
