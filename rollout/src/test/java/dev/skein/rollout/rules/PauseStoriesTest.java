package dev.skein.rollout.rules;

import static dev.skein.rollout.rules.Stories.POLICY;
import static dev.skein.rollout.rules.Stories.end;
import static dev.skein.rollout.rules.Stories.fleet;
import static dev.skein.rollout.rules.Stories.waves;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.TenantState;
import dev.skein.rollout.state.WaveState;
import org.junit.jupiter.api.Test;

/** What happens during a pause. Tenants are numbered over all waves, from 0. */
class PauseStoriesTest {
  @Test
  void haltsWhilePausedSoThatAResumeIsADecision() {
    FleetModel fleet = fleet(POLICY, 2, 2);
    fleet.pause();
    end(fleet, Outcomes.FAILED, 0);
    assertThat(fleet.state()).isEqualTo(RolloutState.HALTED);
  }

  @Test
  void advancesOnResumeWhenAWaveEndedDuringThePause() {
    FleetModel fleet = fleet(POLICY, 2, 2);
    fleet.pause();
    fleet.told();
    end(fleet, Outcomes.APPLIED, 0, 1);
    assertThat(fleet.told()).isEmpty();
    assertThat(waves(fleet)).containsExactly(WaveState.RUNNING, WaveState.PENDING);
    fleet.resume();
    assertThat(fleet.told())
        .containsExactly(
            new RolloutChange.Resumed(),
            new RolloutChange.WavePassed(0),
            new RolloutChange.WaveStarted(1));
    assertThat(fleet.state(2)).isEqualTo(TenantState.DISPATCHED);
  }

  @Test
  void completesOnResumeWhenAllEndedDuringThePause() {
    FleetModel fleet = fleet(POLICY, 1);
    fleet.pause();
    end(fleet, Outcomes.APPLIED, 0);
    assertThat(fleet.state()).isEqualTo(RolloutState.PAUSED);
    fleet.resume();
    assertThat(fleet.state()).isEqualTo(RolloutState.COMPLETED);
  }

  @Test
  void queuesWhatComesBackWhileHaltedOrPaused() {
    FleetModel fleet = fleet(POLICY, 2, 1);
    fleet.pause();
    end(fleet, Outcomes.RETURNED, 0);
    assertThat(fleet.state(0)).isEqualTo(TenantState.PENDING);
    end(fleet, Outcomes.FAILED, 1);
    assertThat(fleet.state()).isEqualTo(RolloutState.HALTED);
    fleet.resume();
    assertThat(fleet.state(0)).isEqualTo(TenantState.DISPATCHED);
  }
}
