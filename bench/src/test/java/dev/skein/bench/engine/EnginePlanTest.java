package dev.skein.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EnginePlanTest {
  @Test
  void aTenthOfTheTenantsTakesTheWholeHistory() {
    assertThat(new EnginePlan(800, 4, 3, 300, false).historyTenants()).isEqualTo(80);
  }

  @Test
  void everyThreadIsBusyTwiceWhereThereAreTenantsEnough() {
    assertThat(new EnginePlan(80, 8, 3, 300, false).historyTenants()).isEqualTo(16);
    assertThat(new EnginePlan(4, 8, 3, 300, false).historyTenants()).isEqualTo(4);
  }

  @Test
  void aNumberOutOfBoundsIsNamed() {
    assertThatThrownBy(() -> new EnginePlan(0, 4, 3, 300, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected --tenants from 1 to 2000 but got 0");
    assertThatThrownBy(() -> new EnginePlan(80, 65, 3, 300, false))
        .hasMessageContaining("--threads");
    assertThatThrownBy(() -> new EnginePlan(80, 4, 0, 300, false)).hasMessageContaining("--rounds");
    assertThatThrownBy(() -> new EnginePlan(80, 4, 3, -1, false)).hasMessageContaining("--history");
  }
}
