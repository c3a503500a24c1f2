package dev.skein.rollout.rules;

import static dev.skein.rollout.rules.Stories.POLICY;
import static dev.skein.rollout.rules.Stories.end;
import static dev.skein.rollout.rules.Stories.event;
import static dev.skein.rollout.rules.Stories.fleet;
import static dev.skein.rollout.rules.Stories.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.TenantState;
import org.junit.jupiter.api.Test;

/** What an abort leaves behind. Tenants are numbered over all waves, from 0. */
class AbortStoriesTest {
  @Test
  void cancelsWhatComesBackAfterAnAbort() {
    FleetModel fleet = fleet(POLICY, 2, 1);
    fleet.abort();
    assertThat(fleet.state(2)).isEqualTo(TenantState.CANCELLED);
    end(fleet, Outcomes.RETURNED, 0);
    assertThat(fleet.state(0)).isEqualTo(TenantState.CANCELLED);
    end(fleet, Outcomes.APPLIED, 1);
    assertThat(fleet.state(1)).isEqualTo(TenantState.SUCCEEDED);
    assertThat(fleet.state()).isEqualTo(RolloutState.ABORTED);
  }

  /** "Cancelled" says that it never started: not so of these. */
  @Test
  void tellsHowAnAttemptEndedAfterAnAbortInsteadOfTryingAgain() {
    FleetModel fleet = fleet(policy(5, 5, 9), 6);
    fleet.abort();
    end(fleet, Outcomes.TRANSIENT, 0);
    end(fleet, Outcomes.STALE, 1);
    end(fleet, Outcomes.UNKNOWN, 2);
    event(fleet, 3, new AttemptEvent.Lost());
    end(fleet, Outcomes.FAILED, 4);
    end(fleet, Outcomes.PARTIAL, 5);
    assertThat(fleet.told()).containsExactly(new RolloutChange.Aborted("by a person"));
    assertThat(fleet.state(0)).isEqualTo(TenantState.FAILED_CLEAN);
    assertThat(fleet.state(1)).isEqualTo(TenantState.FAILED_CLEAN);
    assertThat(fleet.state(2)).isEqualTo(TenantState.UNKNOWN);
    assertThat(fleet.state(3)).isEqualTo(TenantState.UNKNOWN);
    assertThat(fleet.state(4)).isEqualTo(TenantState.FAILED_CLEAN);
    assertThat(fleet.state(5)).isEqualTo(TenantState.FAILED_PARTIAL);
  }

  @Test
  void cancelsATenantThatWaitsForItsRetryWhenAborted() {
    FleetModel fleet = fleet(POLICY, 1);
    end(fleet, Outcomes.TRANSIENT, 0);
    fleet.abort();
    assertThat(fleet.state(0)).isEqualTo(TenantState.CANCELLED);
  }
}
