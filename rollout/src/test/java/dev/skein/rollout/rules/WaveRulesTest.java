package dev.skein.rollout.rules;

import static dev.skein.rollout.rules.Stories.POLICY;
import static dev.skein.rollout.rules.Stories.end;
import static dev.skein.rollout.rules.Stories.fleet;
import static dev.skein.rollout.rules.Stories.plan;
import static dev.skein.rollout.rules.Stories.policy;
import static dev.skein.rollout.rules.Stories.waves;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.Tally;
import dev.skein.rollout.state.TenantState;
import dev.skein.rollout.state.Wave;
import dev.skein.rollout.state.WaveState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From wave to wave. Tenants are numbered over all waves, from 0. */
class WaveRulesTest {
  @Test
  void startsWithTheCanaryAlone() {
    assertThat(RolloutStart.started(policy(2, 3, 2), List.of(plan(4), plan(5)), 1, Instant.EPOCH))
        .isEqualTo(
            new Rollout(
                RolloutState.RUNNING,
                policy(2, 3, 2),
                0,
                List.of(
                    new Wave(0, WaveState.RUNNING, Tally.of(TenantState.PENDING, 4), 4, 0),
                    new Wave(1, WaveState.PENDING, Tally.of(TenantState.PENDING, 5), 6, 0)),
                ""));
  }

  @Test
  void goesFromWaveToWaveAndCompletes() {
    FleetModel fleet = fleet(POLICY, 1, 1, 1);
    end(fleet, Outcomes.APPLIED, 0);
    assertThat(fleet.told())
        .containsExactly(new RolloutChange.WavePassed(0), new RolloutChange.WaveStarted(1));
    end(fleet, Outcomes.CURRENT, 1);
    assertThat(fleet.told())
        .containsExactly(new RolloutChange.WavePassed(1), new RolloutChange.WaveStarted(2));
    end(fleet, Outcomes.APPLIED, 2);
    assertThat(fleet.told())
        .containsExactly(
            new RolloutChange.WavePassed(2), new RolloutChange.Completed(RolloutState.COMPLETED));
    assertThat(fleet.state()).isEqualTo(RolloutState.COMPLETED);
  }

  @Test
  void holdsTheNextWaveUntilTheLastTenantOfThisOneEnded() {
    FleetModel fleet = fleet(policy(2, 3, 2), 3, 3);
    end(fleet, Outcomes.APPLIED, 0);
    end(fleet, Outcomes.TRANSIENT, 1);
    end(fleet, Outcomes.APPLIED, 2);
    assertThat(fleet.told()).isEmpty();
    assertThat(fleet.rollout().current()).isZero();
    assertThat(fleet.state(1)).isEqualTo(TenantState.WAITING_RETRY);
    assertThat(fleet.state(3)).isEqualTo(TenantState.PENDING);
    fleet.tick(Duration.ofSeconds(1));
    assertThat(fleet.state(1)).isEqualTo(TenantState.DISPATCHED);
    end(fleet, Outcomes.APPLIED, 1);
    assertThat(fleet.rollout().current()).isEqualTo(1);
    assertThat(fleet.state(3)).isEqualTo(TenantState.DISPATCHED);
  }

  @Test
  void passesAWaveWhoseFailuresStayBelowTheLimit() {
    FleetModel fleet = fleet(policy(2, 3, 2), 2, 2);
    end(fleet, Outcomes.FAILED, 0);
    end(fleet, Outcomes.APPLIED, 1);
    assertThat(waves(fleet)).containsExactly(WaveState.PASSED, WaveState.RUNNING);
    end(fleet, Outcomes.FAILED, 2, 3);
    assertThat(fleet.state()).isEqualTo(RolloutState.COMPLETED_WITH_EXCEPTIONS);
  }

  @Test
  void waitsForAnEarlierWaveThatRunsAgain() {
    FleetModel fleet = fleet(policy(2, 3, 2), 2, 1, 1);
    end(fleet, Outcomes.FAILED, 0);
    end(fleet, Outcomes.APPLIED, 1);
    fleet.retry();
    end(fleet, Outcomes.APPLIED, 2);
    assertThat(waves(fleet))
        .containsExactly(WaveState.RUNNING, WaveState.PASSED, WaveState.PENDING);
    end(fleet, Outcomes.APPLIED, 0);
    assertThat(waves(fleet)).containsExactly(WaveState.PASSED, WaveState.PASSED, WaveState.RUNNING);
  }

  @Test
  void creditsASuccessToTheTenantsOwnWave() {
    FleetModel fleet = fleet(policy(2, 3, 2), 2, 9);
    end(fleet, Outcomes.FAILED, 0);
    end(fleet, Outcomes.APPLIED, 1);
    fleet.retry();
    assertThat(fleet.state(0)).as("waits for a place").isEqualTo(TenantState.PENDING);
    end(fleet, Outcomes.APPLIED, 2, 0);
    assertThat(fleet.rollout().waves().get(0).credit()).isEqualTo(1);
    assertThat(fleet.rollout().waves().get(1).credit()).isEqualTo(1);
  }

  @Test
  void doublesTheAllowanceForSuccessesAlone() {
    FleetModel fleet = fleet(policy(3, 3, 2), 40);
    assertThat(fleet.count(TenantState.Phase.IN_FLIGHT)).isEqualTo(6);
    end(fleet, Outcomes.FAILED, 0, 1);
    end(fleet, Outcomes.RETURNED, 2);
    end(fleet, Outcomes.APPLIED, 3, 4, 5, 6, 7);
    assertThat(fleet.count(TenantState.Phase.IN_FLIGHT)).isEqualTo(6);
    end(fleet, Outcomes.CURRENT, 8);
    assertThat(fleet.count(TenantState.Phase.IN_FLIGHT)).isEqualTo(12);
  }

  @Test
  void completesWithExceptionsWhenATenantWasLeftOut() {
    for (TenantState left : List.of(TenantState.SKIPPED, TenantState.QUARANTINED)) {
      Wave wave =
          new Wave(
              0,
              WaveState.RUNNING,
              Tally.of(TenantState.ACCEPTED, 1).plus(Tally.of(left, 1)),
              2,
              0);
      Step step =
          RolloutRules.on(
              new Rollout(RolloutState.RUNNING, POLICY, 0, List.of(wave), ""),
              new TenantSlot(0, "s0", TenantState.ACCEPTED),
              new AttemptEvent.Ended(Outcomes.APPLIED, 1),
              Instant.EPOCH);
      assertThat(step.rollout().state()).isEqualTo(RolloutState.COMPLETED_WITH_EXCEPTIONS);
    }
  }
}
