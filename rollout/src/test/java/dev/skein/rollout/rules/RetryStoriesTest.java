package dev.skein.rollout.rules;

import static dev.skein.rollout.rules.Stories.POLICY;
import static dev.skein.rollout.rules.Stories.end;
import static dev.skein.rollout.rules.Stories.fleet;
import static dev.skein.rollout.rules.Stories.policy;
import static dev.skein.rollout.rules.Stories.waves;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.TenantState;
import dev.skein.rollout.state.WaveState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Failed tenants that a person sends again. Tenants are numbered over all waves, from 0. */
class RetryStoriesTest {
  @Test
  void countsATenantThatFailsAgainAfterARetryOnce() {
    FleetModel fleet = fleet(policy(1, 2, 2), 1, 4);
    end(fleet, Outcomes.APPLIED, 0);
    end(fleet, Outcomes.FAILED, 1);
    fleet.retry();
    end(fleet, Outcomes.FAILED, 1);
    assertThat(fleet.state()).isEqualTo(RolloutState.RUNNING);
    end(fleet, Outcomes.FAILED, 2);
    assertThat(fleet.state()).isEqualTo(RolloutState.HALTED);
  }

  @Test
  void givesARetriedTenantAllItsAttemptsAgain() {
    FleetModel fleet = fleet(policy(1, 5, 2), 1, 1);
    end(fleet, Outcomes.APPLIED, 0);
    for (int i = 0; i < 2; i++) {
      end(fleet, Outcomes.TRANSIENT, 1);
      assertThat(fleet.state(1)).isEqualTo(TenantState.WAITING_RETRY);
      fleet.tick(Duration.ofSeconds(1));
      end(fleet, Outcomes.TRANSIENT, 1);
      assertThat(fleet.state(1)).isEqualTo(TenantState.FAILED_CLEAN);
      assertThat(fleet.state()).isEqualTo(RolloutState.COMPLETED_WITH_EXCEPTIONS);
      fleet.retry();
    }
    end(fleet, Outcomes.APPLIED, 1);
    assertThat(fleet.state()).isEqualTo(RolloutState.COMPLETED);
  }

  @Test
  void haltsAtACanaryThatFailsAgainLongAfterItsWave() {
    FleetModel fleet = fleet(policy(2, 3, 2), 2, 2, 2);
    end(fleet, Outcomes.FAILED, 0);
    end(fleet, Outcomes.APPLIED, 1, 2, 3);
    assertThat(fleet.rollout().current()).isEqualTo(2);
    fleet.retry();
    assertThat(waves(fleet))
        .containsExactly(WaveState.RUNNING, WaveState.PASSED, WaveState.RUNNING);
    end(fleet, Outcomes.PARTIAL, 0);
    assertThat(fleet.state()).isEqualTo(RolloutState.HALTED);
    assertThat(waves(fleet)).containsExactly(WaveState.FAILED, WaveState.PASSED, WaveState.RUNNING);
  }

  @Test
  void goesOnWhenThoseThatHaltedItAreRetried() {
    FleetModel fleet = fleet(POLICY, 2, 1);
    end(fleet, Outcomes.FAILED, 0);
    end(fleet, Outcomes.APPLIED, 1);
    fleet.retry();
    end(fleet, Outcomes.APPLIED, 0);
    assertThat(waves(fleet)).containsExactly(WaveState.PASSED, WaveState.RUNNING);
    end(fleet, Outcomes.APPLIED, 2);
    assertThat(fleet.state()).isEqualTo(RolloutState.COMPLETED);
  }
}
