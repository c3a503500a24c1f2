package dev.skein.rollout.rules;

import static dev.skein.rollout.rules.Stories.end;
import static dev.skein.rollout.rules.Stories.event;
import static dev.skein.rollout.rules.Stories.fleet;
import static dev.skein.rollout.rules.Stories.policy;
import static dev.skein.rollout.rules.Stories.waves;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.rollout.plan.PlannedWave;
import dev.skein.rollout.policy.RolloutPolicy;
import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.TenantState;
import dev.skein.rollout.state.WaveState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bakes, approvals and promotions. Tenants are numbered over all waves, from 0. */
class GateStoriesTest {
  private static final Duration TEN = Duration.ofMinutes(10);
  private static final RolloutPolicy POLICY = policy(1, 3, 2);

  /** The canary bakes as well. */
  private static FleetModel baking(int... sizes) {
    List<PlannedWave> plan =
        java.util.Arrays.stream(sizes)
            .mapToObj(size -> new PlannedWave(Stories.plan(size).tenants(), TEN, false))
            .toList();
    List<FleetRow> rows = new java.util.ArrayList<>();
    for (int wave = 0; wave < sizes.length; wave++) {
      for (int i = 0; i < sizes[wave]; i++) {
        rows.add(new FleetRow(wave, 0));
      }
    }
    FleetModel fleet = new FleetModel(POLICY, plan, rows, 100);
    fleet.tick(Duration.ZERO);
    return fleet;
  }

  private static FleetModel gated(int... sizes) {
    return fleet(POLICY, 1, wave -> new PlannedWave(wave.tenants(), Duration.ZERO, true), sizes);
  }

  private static String refused(Verdict verdict) {
    return verdict instanceof Verdict.Refused(String why) ? why : "done";
  }

  @Test
  void bakesAWaveUntilItsTimeIsOver() {
    FleetModel fleet = baking(1, 1);
    end(fleet, Outcomes.APPLIED, 0);
    Instant until = fleet.now().plus(TEN);
    assertThat(fleet.told()).containsExactly(new RolloutChange.WaveBakes(0, until));
    assertThat(waves(fleet)).containsExactly(WaveState.BAKING, WaveState.PENDING);
    fleet.tick(TEN.minusMillis(1));
    assertThat(waves(fleet)).containsExactly(WaveState.BAKING, WaveState.PENDING);
    assertThat(fleet.state(1)).isEqualTo(TenantState.PENDING);
    fleet.tick(Duration.ofMillis(1));
    assertThat(fleet.told())
        .containsExactly(new RolloutChange.WavePassed(0), new RolloutChange.WaveStarted(1));
    assertThat(fleet.state(1)).isEqualTo(TenantState.DISPATCHED);
  }

  @Test
  void bakesTheLastWaveBeforeItCompletes() {
    FleetModel fleet = baking(1);
    end(fleet, Outcomes.APPLIED, 0);
    assertThat(fleet.state()).isEqualTo(RolloutState.RUNNING);
    fleet.tick(TEN);
    assertThat(fleet.state()).isEqualTo(RolloutState.COMPLETED);
  }

  @Test
  void bakesAnewAfterARetry() {
    FleetModel fleet = baking(2, 1);
    end(fleet, Outcomes.FAILED, 0);
    end(fleet, Outcomes.APPLIED, 1);
    fleet.retry();
    fleet.tick(TEN);
    end(fleet, Outcomes.APPLIED, 0);
    fleet.tick(TEN.minusMillis(1));
    assertThat(waves(fleet)).containsExactly(WaveState.BAKING, WaveState.PENDING);
    fleet.tick(Duration.ofMillis(1));
    assertThat(waves(fleet)).containsExactly(WaveState.PASSED, WaveState.RUNNING);
  }

  /** A person who resumes judges the failures, not the time. */
  @Test
  void bakesAWaveThatAPersonResumed() {
    FleetModel fleet = baking(1, 1);
    end(fleet, Outcomes.FAILED, 0);
    fleet.resume();
    assertThat(waves(fleet)).containsExactly(WaveState.BAKING, WaveState.PENDING);
    fleet.tick(TEN);
    assertThat(waves(fleet)).containsExactly(WaveState.PASSED, WaveState.RUNNING);
  }

  @Test
  void letsTheBakeRunOnDuringAPauseButStartsNothing() {
    FleetModel fleet = baking(1, 1);
    end(fleet, Outcomes.APPLIED, 0);
    fleet.pause();
    fleet.tick(TEN);
    assertThat(waves(fleet)).containsExactly(WaveState.BAKING, WaveState.PENDING);
    fleet.resume();
    assertThat(waves(fleet)).containsExactly(WaveState.PASSED, WaveState.RUNNING);
  }

  @Test
  void waitsForApprovalAndTellsOnce() {
    FleetModel fleet = gated(1, 1);
    end(fleet, Outcomes.APPLIED, 0);
    assertThat(fleet.told())
        .containsExactly(new RolloutChange.WavePassed(0), new RolloutChange.ApprovalNeeded(1));
    fleet.tick(Duration.ofDays(30));
    assertThat(fleet.told()).isEmpty();
    assertThat(waves(fleet)).containsExactly(WaveState.PASSED, WaveState.PENDING);
    assertThat(fleet.state()).isEqualTo(RolloutState.RUNNING);
    fleet.approve(1);
    assertThat(fleet.told()).containsExactly(new RolloutChange.WaveStarted(1));
    assertThat(fleet.state(1)).isEqualTo(TenantState.DISPATCHED);
  }

  @Test
  void takesAnApprovalOnceAndForItsWaveAlone() {
    FleetModel fleet = gated(1, 1, 1);
    assertThat(refused(fleet.approve(0)))
        .isEqualTo("expected a wave that needs approval but wave 0 does not");
    assertThat(refused(fleet.approve(1)))
        .isEqualTo(
            "expected a wave that waits for approval but the waves before wave 1 have not passed");
    assertThat(refused(fleet.approve(7)))
        .isEqualTo("expected a wave from 0 to 2 to approve but got 7");
    end(fleet, Outcomes.APPLIED, 0);
    fleet.approve(null);
    Rollout once = fleet.rollout();
    fleet.approve(null);
    fleet.approve(1);
    assertThat(fleet.rollout()).isEqualTo(once);
    end(fleet, Outcomes.APPLIED, 1);
    assertThat(waves(fleet)).containsExactly(WaveState.PASSED, WaveState.PASSED, WaveState.PENDING);
  }

  @Test
  void keepsAnApprovalThatIsGivenDuringAPause() {
    FleetModel fleet = gated(1, 1);
    end(fleet, Outcomes.APPLIED, 0);
    fleet.pause();
    fleet.approve(1);
    assertThat(fleet.state(1)).isEqualTo(TenantState.PENDING);
    fleet.resume();
    assertThat(fleet.state(1)).isEqualTo(TenantState.DISPATCHED);
  }

  @Test
  void approvesAPlanAndStartsItWhenTold() {
    Rollout planned = RolloutStart.planned(POLICY, List.of(Stories.plan(1)), 1);
    assertThat(refused(RolloutVerbs.start(planned, Instant.EPOCH)))
        .isEqualTo("expected APPROVED to start but the rollout is PLANNED");
    assertThat(FlowRules.allowance(planned)).isZero();
    Rollout approved = ((Verdict.Done) GateVerbs.approve(planned, null, Instant.EPOCH)).rollout();
    assertThat(approved.state()).isEqualTo(RolloutState.APPROVED);
    assertThat(FlowRules.allowance(approved)).isZero();
    Verdict started = RolloutVerbs.start(approved, Instant.EPOCH);
    assertThat(started)
        .isEqualTo(
            new Verdict.Done(
                RolloutStart.started(POLICY, List.of(Stories.plan(1)), 1, Instant.EPOCH),
                List.of(new RolloutChange.WaveStarted(0))));
  }

  @Test
  void promotesToTheNextWaveAtOnce() {
    FleetModel fleet = baking(1, 1, 1);
    end(fleet, Outcomes.APPLIED, 0);
    fleet.promote(1);
    assertThat(waves(fleet))
        .containsExactly(WaveState.PASSED, WaveState.RUNNING, WaveState.PENDING);
    Rollout once = fleet.rollout();
    fleet.promote(1);
    assertThat(fleet.rollout()).isEqualTo(once);
    assertThat(refused(fleet.promote(3)))
        .isEqualTo("expected a wave to promote to but wave 1 is followed by wave 2");
  }

  @Test
  void letsStragglersRunOnBesideTheWaveThatWasPromoted() {
    FleetModel fleet = fleet(POLICY, 2, 1);
    end(fleet, Outcomes.APPLIED, 0);
    event(fleet, 1, new AttemptEvent.Accepted());
    fleet.promote(null);
    assertThat(waves(fleet)).containsExactly(WaveState.RUNNING, WaveState.RUNNING);
    assertThat(fleet.state(2)).isEqualTo(TenantState.DISPATCHED);
    end(fleet, Outcomes.FAILED, 1);
    assertThat(fleet.state()).as("limits hold").isEqualTo(RolloutState.HALTED);
  }

  @Test
  void endsTheLastBakeByAPromotion() {
    FleetModel fleet = baking(1);
    assertThat(refused(fleet.promote(null)))
        .isEqualTo("expected a wave to promote to but wave 0 is the last");
    end(fleet, Outcomes.APPLIED, 0);
    fleet.promote(null);
    assertThat(fleet.state()).isEqualTo(RolloutState.COMPLETED);
  }

  @Test
  void neverPromotesPastAnApproval() {
    FleetModel fleet = gated(1, 1);
    assertThat(refused(fleet.promote(1)))
        .isEqualTo("expected wave 1 approved to promote but it waits for that");
    end(fleet, Outcomes.APPLIED, 0);
    fleet.promoteFull();
    assertThat(refused(fleet.promote(1))).startsWith("expected wave 1 approved");
    assertThat(waves(fleet)).containsExactly(WaveState.PASSED, WaveState.PENDING);
  }

  @Test
  void skipsEveryBakeButNoLimitWhenPromotedInFull() {
    FleetModel fleet = baking(1, 1, 3);
    end(fleet, Outcomes.APPLIED, 0);
    fleet.promoteFull();
    assertThat(waves(fleet))
        .containsExactly(WaveState.PASSED, WaveState.RUNNING, WaveState.PENDING);
    end(fleet, Outcomes.APPLIED, 1);
    assertThat(waves(fleet)).containsExactly(WaveState.PASSED, WaveState.PASSED, WaveState.RUNNING);
    end(fleet, Outcomes.FAILED, 2, 3, 4);
    assertThat(fleet.state()).isEqualTo(RolloutState.HALTED);
  }

  @Test
  void promotesPastMissingEvidenceButNotPastAVerdict() {
    FleetModel fleet = fleet(POLICY, 1, 1);
    event(fleet, 0, new AttemptEvent.Lost());
    event(fleet, 0, new AttemptEvent.Lost());
    assertThat(waves(fleet)).containsExactly(WaveState.INCONCLUSIVE, WaveState.PENDING);
    fleet.promote(1);
    assertThat(waves(fleet)).containsExactly(WaveState.PASSED, WaveState.RUNNING);
    FleetModel failed = fleet(POLICY, 1, 1);
    end(failed, Outcomes.FAILED, 0);
    assertThat(refused(failed.promote(1)))
        .isEqualTo(
            "expected RUNNING, or HALTED without a verdict, to promote but the rollout is HALTED");
  }

  /** Without a number it is the wave behind the gate where the rollout stands. */
  @Test
  void approvesTheWaveThatIsNext() {
    FleetModel fleet = gated(1, 1, 1);
    assertThat(refused(fleet.approve(null)))
        .as("not before the canary has passed")
        .contains("the waves before wave 1 have not passed");
    end(fleet, Outcomes.APPLIED, 0);
    fleet.approve(null);
    end(fleet, Outcomes.APPLIED, 1);
    fleet.approve(null);
    assertThat(fleet.state(2)).isEqualTo(TenantState.DISPATCHED);
    FleetModel open = fleet(POLICY, 1, 1);
    assertThat(refused(open.approve(null)))
        .isEqualTo("expected a wave that needs approval but wave 0 does not");
  }

  @Test
  void promotesNothingThatDoesNotRun() {
    FleetModel fleet = fleet(POLICY, 1, 1);
    fleet.abort();
    String why =
        "expected RUNNING, or HALTED without a verdict, to promote but the rollout is ABORTED";
    assertThat(refused(fleet.promote(1))).isEqualTo(why);
    assertThat(refused(fleet.promoteFull())).isEqualTo(why);
  }

  @Test
  void approvesNothingOfWhatIsOnlyApproved() {
    Rollout planned = RolloutStart.planned(POLICY, List.of(Stories.plan(1)), 1);
    Rollout approved = ((Verdict.Done) GateVerbs.approve(planned, null, Instant.EPOCH)).rollout();
    assertThat(GateVerbs.approve(approved, null, Instant.EPOCH))
        .isEqualTo(RolloutVerbs.unchanged(approved));
    assertThat(refused(GateVerbs.approve(approved, 1, Instant.EPOCH)))
        .startsWith("expected a rollout that has started to approve a wave");
  }
}
