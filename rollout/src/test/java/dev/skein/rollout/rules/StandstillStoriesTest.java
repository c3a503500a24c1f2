package dev.skein.rollout.rules;

import static dev.skein.rollout.rules.Stories.POLICY;
import static dev.skein.rollout.rules.Stories.end;
import static dev.skein.rollout.rules.Stories.fleet;
import static dev.skein.rollout.rules.Stories.until;
import static dev.skein.rollout.rules.Stories.waves;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.rollout.plan.PlannedWave;
import dev.skein.rollout.state.Blocker;
import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.TenantState;
import dev.skein.rollout.state.WaveState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A person is called where a rollout waits for tenants, not where it waits for anything else. */
class StandstillStoriesTest {
  private static final Duration LONG = Duration.ofDays(2);

  /** Where nothing moves any more. */
  private static Rollout still(FleetModel fleet) {
    return ClockRules.tick(fleet.rollout(), false, "nobody answers", fleet.now()).rollout();
  }

  private static FleetModel fleetOf(Duration bake, boolean approval) {
    return fleet(POLICY, 1, wave -> new PlannedWave(wave.tenants(), bake, approval), 1, 1, 1);
  }

  @Test
  void aWaveThatRunsStandsStill() {
    FleetModel fleet = fleetOf(Duration.ZERO, false);
    assertThat(still(fleet).terms().stillSince()).isEqualTo(fleet.now());
  }

  @Test
  void aBakeIsNoStandstill() {
    FleetModel fleet = fleetOf(LONG, false);
    end(fleet, Outcomes.APPLIED, 0, 1);
    assertThat(waves(fleet)).containsExactly(WaveState.PASSED, WaveState.BAKING, WaveState.PENDING);
    assertThat(still(fleet)).isEqualTo(fleet.rollout());
  }

  @Test
  void aBakeOfTheLastWaveIsNone() {
    FleetModel fleet = fleetOf(LONG, false);
    end(fleet, Outcomes.APPLIED, 0, 1);
    fleet.tick(LONG);
    end(fleet, Outcomes.APPLIED, 2);
    assertThat(waves(fleet)).containsExactly(WaveState.PASSED, WaveState.PASSED, WaveState.BAKING);
    assertThat(still(fleet).terms().stillSince()).isNull();
  }

  @Test
  void anApprovalThatIsMissingIsNone() {
    FleetModel fleet = fleetOf(Duration.ZERO, true);
    end(fleet, Outcomes.APPLIED, 0);
    assertThat(waves(fleet))
        .containsExactly(WaveState.PASSED, WaveState.PENDING, WaveState.PENDING);
    assertThat(still(fleet)).isEqualTo(fleet.rollout());
  }

  @Test
  void whoStandsAsideIsWaitedForInTheEnd() {
    FleetModel fleet = fleet(POLICY, 1, 2);
    fleet.block(1, Blocker.FREEZE, null);
    end(fleet, Outcomes.APPLIED, 0);
    end(fleet, Outcomes.APPLIED, 2);
    assertThat(waves(fleet)).containsExactly(WaveState.PASSED, WaveState.PASSED);
    assertThat(fleet.state()).isEqualTo(RolloutState.RUNNING);
    assertThat(still(fleet).terms().stillSince()).isEqualTo(fleet.now());
  }

  @Test
  void theDeadlineEndsABakeWithoutAVerdictAndLeavesWhatPassed() {
    Duration deadline = Duration.ofHours(1);
    FleetModel fleet =
        fleet(
            until(POLICY, deadline),
            1,
            wave -> new PlannedWave(wave.tenants(), LONG, false),
            1,
            1,
            1);
    end(fleet, Outcomes.APPLIED, 0, 1);
    fleet.tick(deadline);
    assertThat(waves(fleet))
        .containsExactly(WaveState.PASSED, WaveState.INCONCLUSIVE, WaveState.PENDING);
  }

  /** A tenant that comes back while its wave bakes is part of the wave again. */
  @Test
  void aWaveThatBakesRunsAgainForWhoComesBack() {
    FleetModel fleet =
        fleet(POLICY, 1, wave -> new PlannedWave(wave.tenants(), LONG, false), 1, 2, 1);
    fleet.block(1, Blocker.FREEZE, fleet.now().plusSeconds(60));
    end(fleet, Outcomes.APPLIED, 0);
    end(fleet, Outcomes.APPLIED, 2);
    assertThat(waves(fleet)).containsExactly(WaveState.PASSED, WaveState.BAKING, WaveState.PENDING);
    fleet.tick(Duration.ofSeconds(60));
    assertThat(fleet.state(1)).isEqualTo(TenantState.DISPATCHED);
    assertThat(waves(fleet))
        .containsExactly(WaveState.PASSED, WaveState.RUNNING, WaveState.PENDING);
  }
}
