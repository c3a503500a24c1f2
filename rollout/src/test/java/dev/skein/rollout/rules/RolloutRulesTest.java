package dev.skein.rollout.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.report.Outcome;
import dev.skein.rollout.policy.Canary;
import dev.skein.rollout.policy.HaltLimits;
import dev.skein.rollout.policy.RetryPolicy;
import dev.skein.rollout.policy.RolloutPolicy;
import dev.skein.rollout.policy.WaveShare;
import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.Tally;
import dev.skein.rollout.state.TenantState;
import dev.skein.rollout.state.Wave;
import dev.skein.rollout.state.WaveState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Stories of small fleets; tenants are numbered over all waves, from 0. */
class RolloutRulesTest {
  /** Canary failures 1, later failures 3, two attempts. */
  private static final RolloutPolicy POLICY = policy(1, 3, 2);

  private static RolloutPolicy policy(int canary, int later, int attempts) {
    return new RolloutPolicy(
        new Canary(1, 0, canary),
        List.of(new WaveShare(50), new WaveShare(100)),
        new HaltLimits(later),
        new RetryPolicy(attempts, Duration.ofSeconds(1), Duration.ofSeconds(1)),
        0);
  }

  private static FleetModel fleet(RolloutPolicy policy, int... sizes) {
    List<List<Integer>> waves = new ArrayList<>();
    for (int size : sizes) {
      waves.add(Collections.nCopies(size, 0));
    }
    FleetModel fleet = new FleetModel(policy, waves, 100);
    fleet.tick(Duration.ZERO);
    return fleet;
  }

  private static void end(FleetModel fleet, Outcome outcome, int... tenants) {
    for (int tenant : tenants) {
      event(fleet, tenant, new AttemptEvent.Ended(outcome, 1));
    }
  }

  private static void event(FleetModel fleet, int tenant, AttemptEvent event) {
    fleet.on(List.of(new FleetModel.News(tenant, fleet.attempt(tenant), event)));
  }

  private static List<WaveState> waves(FleetModel fleet) {
    return fleet.rollout().waves().stream().map(Wave::state).toList();
  }

  @Test
  void startsWithTheCanaryAlone() {
    assertThat(RolloutRules.start(policy(2, 3, 2), List.of(4, 5)))
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
  void passesAWaveWhoseFailuresStayBelowTheLimit() {
    FleetModel fleet = fleet(policy(2, 3, 2), 2, 2);
    end(fleet, Outcomes.FAILED, 0);
    end(fleet, Outcomes.APPLIED, 1);
    assertThat(waves(fleet)).containsExactly(WaveState.PASSED, WaveState.RUNNING);
    end(fleet, Outcomes.FAILED, 2, 3);
    assertThat(fleet.state()).isEqualTo(RolloutState.COMPLETED_WITH_EXCEPTIONS);
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

  /** What a person let pass stays counted, so that the next failure is theirs to judge too. */
  @Test
  void haltsAgainAtTheNextFailureAfterAResume() {
    FleetModel fleet = fleet(policy(1, 2, 2), 1, 4);
    end(fleet, Outcomes.APPLIED, 0);
    end(fleet, Outcomes.FAILED, 1, 2);
    fleet.resume();
    assertThat(fleet.state()).isEqualTo(RolloutState.RUNNING);
    end(fleet, Outcomes.FAILED, 3);
    assertThat(fleet.rollout().reason())
        .isEqualTo("3 failures after the canary reached the limit of 2");
  }

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
    assertThat(fleet.rollout().waves().get(0).credit()).isEqualTo(2);
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
  void passesOverNewsOfAnEarlierAttemptAndNewsThatComesTwice() {
    FleetModel fleet = fleet(policy(3, 3, 3), 3);
    int first = fleet.attempt(0);
    event(fleet, 0, new AttemptEvent.Lost());
    assertThat(fleet.attempt(0)).isNotEqualTo(first);
    Rollout before = fleet.rollout();
    fleet.on(List.of(new FleetModel.News(0, first, new AttemptEvent.Ended(Outcomes.FAILED, 1))));
    assertThat(fleet.rollout()).isEqualTo(before);
    end(fleet, Outcomes.FAILED, 0, 0, 0);
    assertThat(fleet.rollout().tally().count(TenantState.FAILED_CLEAN)).isEqualTo(1);
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

  @Test
  void endsAKillerOfWorkersAsUnknown() {
    FleetModel fleet = fleet(POLICY, 1, 1);
    event(fleet, 0, new AttemptEvent.Lost());
    assertThat(fleet.state(0)).isEqualTo(TenantState.DISPATCHED);
    event(fleet, 0, new AttemptEvent.Lost());
    assertThat(fleet.state(0)).isEqualTo(TenantState.UNKNOWN);
    assertThat(fleet.state()).isEqualTo(RolloutState.HALTED);
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
              new TenantSlot(0, TenantState.ACCEPTED, 0, null),
              new AttemptEvent.Ended(Outcomes.APPLIED, 1),
              Instant.EPOCH);
      assertThat(step.rollout().state()).isEqualTo(RolloutState.COMPLETED_WITH_EXCEPTIONS);
    }
  }
}
