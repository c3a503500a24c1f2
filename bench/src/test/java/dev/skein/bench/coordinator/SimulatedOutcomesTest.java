package dev.skein.bench.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.bench.coordinator.SimulatedOutcomes.Fate;
import dev.skein.contracts.id.TenantId;
import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimulatedOutcomesTest {
  private final List<TenantId> tenants =
      IntStream.range(0, 100_000)
          .mapToObj(new CoordinatorPlan(100_000, 50)::tenant)
          .map(TenantId::new)
          .toList();

  @Test
  void oneTenantInAHundredFailsAndMostTakeTheRelease() {
    Map<Fate, Long> fates =
        tenants.stream()
            .map(SimulatedOutcomes::fate)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

    assertThat(fates).containsOnlyKeys(Fate.values());
    assertThat(fates.get(Fate.FAILS)).isBetween(800L, 1200L);
    assertThat(fates.get(Fate.BLOCKED_ONCE)).isBetween(350L, 650L);
    assertThat(fates.get(Fate.APPLIES)).isGreaterThan(90_000);
  }

  @Test
  void whateverPassesByItselfPassesTheSecondTime() {
    assertThat(tenants)
        .filteredOn(tenant -> SimulatedOutcomes.fate(tenant) != Fate.FAILS)
        .allSatisfy(
            tenant ->
                assertThat(SimulatedOutcomes.of(tenant, 2))
                    .isInstanceOfAny(Outcome.Applied.class, Outcome.AlreadyCurrent.class));
  }

  @Test
  void whatFailsDoesSoForGoodAndForSeveralCauses() {
    assertThat(tenants)
        .filteredOn(tenant -> SimulatedOutcomes.fate(tenant) == Fate.FAILS)
        .map(tenant -> (Outcome.Failed) SimulatedOutcomes.of(tenant, 1))
        .allMatch(failed -> failed.failure() == FailureKind.FAILURE && !failed.partial())
        .extracting(Outcome.Failed::sqlState)
        .contains("23505", "42P01", "23503", "42703");
  }
}
