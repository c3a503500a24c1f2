package dev.skein.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class EnginePlanTest {
  @Test
  void aTenthOfTheTenantsTakesTheWholeHistory() {
    assertThat(plan(800, 4).historyTenants(4)).isEqualTo(80);
  }

  @Test
  void everyThreadIsBusyTwiceWhereThereAreTenantsEnough() {
    assertThat(plan(80, 8).historyTenants(8)).isEqualTo(16);
    assertThat(plan(4, 8).historyTenants(8)).isEqualTo(4);
  }

  @Test
  void aNumberOutOfBoundsIsNamed() {
    assertThatThrownBy(() -> plan(0, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected --tenants from 1 to 2000 but got 0");
    assertThatThrownBy(() -> plan(80, 65)).hasMessageContaining("--threads from 1 to 64");
    assertThatThrownBy(() -> plan(80, 4, 65)).hasMessageContaining("--sweep from 1 to 64");
    assertThatThrownBy(() -> lasting(0, 300, 4, 5)).hasMessageContaining("--rounds");
    assertThatThrownBy(() -> lasting(3, -1, 4, 5)).hasMessageContaining("--history");
    assertThatThrownBy(() -> lasting(3, 300, -1, 5))
        .hasMessage("expected --seconds from 0 to 600 but got -1");
    assertThatThrownBy(() -> lasting(3, 300, 4, 601)).hasMessageContaining("--warm-up");
  }

  @Test
  void severalNumbersOfThreadsAreASweep() {
    EnginePlan plan = plan(80, 2, 16, 4);
    assertThat(plan.sweep()).isTrue();
    assertThat(plan.mostThreads()).isEqualTo(16);
    assertThat(plan(80, 4).sweep()).isFalse();
  }

  @Test
  void aSweepHasSeveralNumbersNoTwoAlike() {
    EnginePlan.requireSweep(List.of(1, 2, 4));
    assertThatThrownBy(() -> EnginePlan.requireSweep(List.of(1, 2, 1)))
        .hasMessage("expected different numbers in --sweep but got 1 twice");
    assertThatThrownBy(() -> EnginePlan.requireSweep(List.of(4)))
        .hasMessageContaining("expected two or more numbers in --sweep but got 1");
  }

  private static EnginePlan plan(int tenants, Integer... threads) {
    return new EnginePlan(tenants, List.of(threads), 3, 300, 4, 5, false, false);
  }

  private static EnginePlan lasting(int rounds, int history, int seconds, int warmUp) {
    return new EnginePlan(80, List.of(4), rounds, history, seconds, warmUp, false, false);
  }
}
