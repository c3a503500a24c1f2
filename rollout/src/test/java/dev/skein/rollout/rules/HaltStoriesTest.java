package dev.skein.rollout.rules;

import static dev.skein.rollout.rules.Stories.POLICY;
import static dev.skein.rollout.rules.Stories.end;
import static dev.skein.rollout.rules.Stories.event;
import static dev.skein.rollout.rules.Stories.fleet;
import static dev.skein.rollout.rules.Stories.policy;
import static dev.skein.rollout.rules.Stories.waves;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.TenantState;
import dev.skein.rollout.state.WaveState;
import org.junit.jupiter.api.Test;

/** Halts, and what comes after them. Tenants are numbered over all waves, from 0. */
class HaltStoriesTest {
  @Test
  void haltsAtTheFirstCanaryFailure() {
    FleetModel fleet = fleet(POLICY, 2, 4);
    end(fleet, Outcomes.FAILED, 0);
    assertThat(fleet.told())
        .containsExactly(new RolloutChange.Halted("1 canary failure reached the limit of 1"));
    assertThat(fleet.state()).isEqualTo(RolloutState.HALTED);
    assertThat(fleet.rollout().reason()).isEqualTo("1 canary failure reached the limit of 1");
    assertThat(waves(fleet)).containsExactly(WaveState.FAILED, WaveState.PENDING);
  }

  @Test
  void haltsEvenAtTheVeryLastResult() {
    FleetModel fleet = fleet(policy(1, 2, 2), 1, 2);
    end(fleet, Outcomes.APPLIED, 0);
    end(fleet, Outcomes.FAILED, 1, 2);
    assertThat(fleet.state()).isEqualTo(RolloutState.HALTED);
    fleet.resume();
    assertThat(fleet.state()).isEqualTo(RolloutState.COMPLETED_WITH_EXCEPTIONS);
  }

  @Test
  void countsResultsThatComeAfterAHaltButStaysHalted() {
    FleetModel fleet = fleet(POLICY, 2, 2);
    end(fleet, Outcomes.FAILED, 0);
    end(fleet, Outcomes.APPLIED, 1);
    assertThat(fleet.state()).isEqualTo(RolloutState.HALTED);
    assertThat(fleet.rollout().waves().getFirst().tally().ended()).isTrue();
    assertThat(fleet.rollout().current()).isZero();
  }

  @Test
  void keepsTheFirstReasonWhenMoreFailsAfterAHalt() {
    FleetModel fleet = fleet(POLICY, 2, 2);
    end(fleet, Outcomes.FAILED, 0);
    fleet.told();
    end(fleet, Outcomes.PARTIAL, 1);
    assertThat(fleet.told()).isEmpty();
    assertThat(fleet.rollout().reason()).isEqualTo("1 canary failure reached the limit of 1");
  }

  @Test
  void goesOnAfterAHaltOfAWaveThatHadEnded() {
    FleetModel fleet = fleet(POLICY, 1, 2);
    end(fleet, Outcomes.FAILED, 0);
    fleet.told();
    fleet.resume();
    assertThat(fleet.told())
        .containsExactly(
            new RolloutChange.Resumed(),
            new RolloutChange.WavePassed(0),
            new RolloutChange.WaveStarted(1));
  }

  /** What a person let pass no longer counts: the limit is whole again. */
  @Test
  void countsFromNothingAgainAfterAResume() {
    FleetModel fleet = fleet(policy(1, 2, 2), 1, 5);
    end(fleet, Outcomes.APPLIED, 0);
    end(fleet, Outcomes.FAILED, 1, 2);
    fleet.resume();
    end(fleet, Outcomes.FAILED, 3);
    assertThat(fleet.state()).isEqualTo(RolloutState.RUNNING);
    end(fleet, Outcomes.FAILED, 4);
    assertThat(fleet.rollout().reason())
        .isEqualTo("2 failures after the canary reached the limit of 2");
  }

  @Test
  void endsAKillerOfWorkersAsUnknown() {
    FleetModel fleet = fleet(POLICY, 1, 1);
    event(fleet, 0, new AttemptEvent.Lost());
    assertThat(fleet.state(0)).isEqualTo(TenantState.DISPATCHED);
    event(fleet, 0, new AttemptEvent.Lost());
    assertThat(fleet.state(0)).isEqualTo(TenantState.UNKNOWN);
    assertThat(fleet.state()).isEqualTo(RolloutState.HALTED);
  }
}
