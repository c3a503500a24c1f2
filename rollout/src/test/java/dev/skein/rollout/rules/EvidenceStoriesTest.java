package dev.skein.rollout.rules;

import static dev.skein.rollout.rules.Stories.POLICY;
import static dev.skein.rollout.rules.Stories.end;
import static dev.skein.rollout.rules.Stories.event;
import static dev.skein.rollout.rules.Stories.fleet;
import static dev.skein.rollout.rules.Stories.policy;
import static dev.skein.rollout.rules.Stories.until;
import static dev.skein.rollout.rules.Stories.waves;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.report.FailureKind;
import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.TenantState;
import dev.skein.rollout.state.WaveState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Gates fail closed: what is missing waits for a person. Tenants are numbered from 0. */
class EvidenceStoriesTest {
  private static final Duration STANDSTILL = POLICY.halt().standstill();

  private static void overdue(FleetModel fleet, int tenant) {
    fleet.on(List.of(new FleetModel.News(tenant, 0, new AttemptEvent.Overdue())));
  }

  /** A limit above the canary's size would let it fail whole and pass. */
  @Test
  void haltsWhenAllOfASmallCanaryFails() {
    FleetModel fleet = fleet(policy(3, 3, 2), 2, 5);
    end(fleet, Outcomes.FAILED, 0);
    assertThat(fleet.state()).isEqualTo(RolloutState.RUNNING);
    end(fleet, Outcomes.FAILED, 1);
    assertThat(fleet.state()).isEqualTo(RolloutState.HALTED);
    assertThat(fleet.rollout().reason()).isEqualTo("2 canary failures reached all of its tenants");
    assertThat(waves(fleet)).containsExactly(WaveState.FAILED, WaveState.PENDING);
  }

  @Test
  void isInconclusiveWhenNobodyOfTheCanaryIsLeft() {
    FleetModel fleet = fleet(POLICY, 1, 5);
    fleet.pause();
    end(fleet, Outcomes.RETURNED, 0);
    fleet.skip(tenant -> tenant == 0);
    fleet.resume();
    assertThat(waves(fleet)).containsExactly(WaveState.INCONCLUSIVE, WaveState.PENDING);
    assertThat(fleet.state()).isEqualTo(RolloutState.HALTED);
    assertThat(fleet.rollout().reason()).isEqualTo("no tenant of the canary succeeded");
  }

  @Test
  void waitsForAPersonWhenTheCanaryHasATenantWithoutAVerdict() {
    FleetModel fleet = fleet(policy(1, 3, 1), 2, 5);
    end(fleet, Outcomes.TRANSIENT, 0);
    assertThat(fleet.state()).as("an error is no failure").isEqualTo(RolloutState.RUNNING);
    end(fleet, Outcomes.APPLIED, 1);
    assertThat(waves(fleet)).containsExactly(WaveState.INCONCLUSIVE, WaveState.PENDING);
    assertThat(fleet.rollout().reason())
        .isEqualTo("1 tenant ended without a verdict, and as failures would reach the limit of 1");
    fleet.resume();
    assertThat(waves(fleet)).containsExactly(WaveState.PASSED, WaveState.RUNNING);
  }

  @Test
  void passesWhenEvenAsFailuresTheMissingOnesStayBelowTheLimit() {
    FleetModel fleet = fleet(policy(2, 3, 1), 2, 5);
    end(fleet, Outcomes.TRANSIENT, 0);
    end(fleet, Outcomes.APPLIED, 1);
    assertThat(waves(fleet)).containsExactly(WaveState.PASSED, WaveState.RUNNING);
  }

  @Test
  void countsErrorsApartFromFailures() {
    FleetModel fleet = fleet(policy(1, 3, 1), 1, 6);
    end(fleet, Outcomes.APPLIED, 0);
    end(fleet, Outcomes.TRANSIENT, 1, 2);
    end(fleet, Outcomes.failed(FailureKind.CONFIGURATION, false), 3);
    end(fleet, Outcomes.FAILED, 4, 5);
    assertThat(fleet.state()).as("2 failures, 3 errors").isEqualTo(RolloutState.RUNNING);
    end(fleet, Outcomes.APPLIED, 6);
    assertThat(waves(fleet)).containsExactly(WaveState.PASSED, WaveState.INCONCLUSIVE);
  }

  @Test
  void haltsWhenNobodyCouldSayForTooLong() {
    FleetModel fleet = fleet(policy(1, 3, 1), 1, 6);
    end(fleet, Outcomes.APPLIED, 0);
    end(fleet, Outcomes.UNKNOWN, 1);
    assertThat(fleet.state()).isEqualTo(RolloutState.RUNNING);
    overdue(fleet, 1);
    assertThat(fleet.state()).isEqualTo(RolloutState.HALTED);
    assertThat(waves(fleet)).containsExactly(WaveState.PASSED, WaveState.INCONCLUSIVE);
    fleet.resume();
    overdue(fleet, 1);
    assertThat(fleet.state()).as("a person let it pass").isEqualTo(RolloutState.RUNNING);
    end(fleet, Outcomes.UNKNOWN, 2);
    overdue(fleet, 2);
    assertThat(fleet.state()).isEqualTo(RolloutState.HALTED);
  }

  @Test
  void hearsASuccessThatComesAfterTheLastAttemptWasGivenUp() {
    FleetModel fleet = fleet(policy(1, 3, 1), 1, 1);
    event(fleet, 0, new AttemptEvent.Lost());
    assertThat(fleet.state(0)).isEqualTo(TenantState.UNKNOWN);
    end(fleet, Outcomes.APPLIED, 0);
    assertThat(fleet.state(0)).isEqualTo(TenantState.SUCCEEDED);
    fleet.resume();
    end(fleet, Outcomes.APPLIED, 1);
    assertThat(fleet.state()).isEqualTo(RolloutState.COMPLETED);
  }

  @Test
  void hearsAFailureThatComesLateToo() {
    FleetModel fleet = fleet(policy(1, 1, 1), 1, 2);
    end(fleet, Outcomes.APPLIED, 0);
    event(fleet, 1, new AttemptEvent.Lost());
    end(fleet, Outcomes.FAILED, 1);
    assertThat(fleet.state(1)).isEqualTo(TenantState.FAILED_CLEAN);
    assertThat(fleet.state()).isEqualTo(RolloutState.HALTED);
  }

  @Test
  void completesWhenTheLastExceptionTurnsOutWell() {
    FleetModel fleet = fleet(policy(1, 3, 1), 1, 1);
    end(fleet, Outcomes.APPLIED, 0);
    event(fleet, 1, new AttemptEvent.Lost());
    assertThat(fleet.state()).isEqualTo(RolloutState.COMPLETED_WITH_EXCEPTIONS);
    fleet.told();
    end(fleet, Outcomes.CURRENT, 1);
    assertThat(fleet.state()).isEqualTo(RolloutState.COMPLETED);
    assertThat(fleet.told()).containsExactly(new RolloutChange.Completed(RolloutState.COMPLETED));
  }

  /** Nobody answers: no command of the next wave is sent, and a person is called. */
  @Test
  void isInconclusiveWhenNoWorkerAnswers() {
    FleetModel fleet = fleet(POLICY, 1, 5);
    fleet.concurrency(0, 0);
    fleet.tick(Duration.ZERO);
    fleet.tick(STANDSTILL.minusMillis(1));
    assertThat(fleet.state()).isEqualTo(RolloutState.RUNNING);
    fleet.tick(Duration.ofMillis(1));
    assertThat(waves(fleet)).containsExactly(WaveState.INCONCLUSIVE, WaveState.PENDING);
    assertThat(fleet.state()).isEqualTo(RolloutState.HALTED);
    assertThat(fleet.rollout().reason()).isEqualTo("nothing moves: no worker");
    assertThat(fleet.count(TenantState.Phase.IN_FLIGHT)).isEqualTo(1);
    fleet.concurrency(0, 100);
    fleet.resume();
    end(fleet, Outcomes.APPLIED, 0);
    assertThat(waves(fleet)).containsExactly(WaveState.PASSED, WaveState.RUNNING);
  }

  @Test
  void countsAStandstillFromItsBeginning() {
    FleetModel fleet = fleet(POLICY, 1, 5);
    for (int i = 0; i < 3; i++) {
      fleet.concurrency(0, 0);
      fleet.tick(Duration.ZERO);
      fleet.tick(STANDSTILL.minusMillis(1));
      fleet.concurrency(0, 100);
      fleet.tick(Duration.ZERO);
    }
    assertThat(fleet.state()).isEqualTo(RolloutState.RUNNING);
  }

  @Test
  void waitsForAPersonAtItsDeadline() {
    FleetModel fleet = fleet(until(POLICY, Duration.ofHours(4)), 1, 5);
    fleet.tick(Duration.ofHours(4).minusMillis(1));
    assertThat(fleet.state()).isEqualTo(RolloutState.RUNNING);
    fleet.tick(Duration.ofMillis(1));
    assertThat(fleet.state()).isEqualTo(RolloutState.HALTED);
    assertThat(fleet.rollout().reason()).isEqualTo("its deadline has passed");
    assertThat(waves(fleet)).containsExactly(WaveState.INCONCLUSIVE, WaveState.PENDING);
    fleet.resume();
    fleet.tick(Duration.ofHours(4).minusMillis(1));
    assertThat(fleet.state()).as("once more as long").isEqualTo(RolloutState.RUNNING);
    fleet.tick(Duration.ofMillis(1));
    assertThat(fleet.state()).isEqualTo(RolloutState.HALTED);
  }

  /** Who was left out by a person is none of those that could have shown that it fits. */
  @Test
  void haltsWhenAllThatAreLeftOfASmallCanaryFail() {
    FleetModel fleet = fleet(policy(5, 3, 2), 3, 5);
    fleet.pause();
    end(fleet, Outcomes.RETURNED, 0);
    fleet.skip(tenant -> tenant == 0);
    fleet.resume();
    end(fleet, Outcomes.FAILED, 1);
    assertThat(fleet.state()).isEqualTo(RolloutState.RUNNING);
    end(fleet, Outcomes.FAILED, 2);
    assertThat(fleet.rollout().reason()).isEqualTo("2 canary failures reached all of its tenants");
  }

  /** Nor is one whose failure a person let pass. */
  @Test
  void haltsWhenAllThatCameSinceAResumeFailInASmallCanary() {
    FleetModel fleet = fleet(policy(2, 3, 2), 3, 5);
    end(fleet, Outcomes.FAILED, 0, 1);
    assertThat(fleet.state()).isEqualTo(RolloutState.HALTED);
    fleet.resume();
    end(fleet, Outcomes.FAILED, 2);
    assertThat(fleet.rollout().reason()).isEqualTo("1 canary failure reached all of its tenants");
  }
}
