package dev.skein.rollout.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.command.BackupRule;
import dev.skein.rollout.policy.FingerprintCheck;
import dev.skein.rollout.policy.FingerprintCheck.Scope;
import dev.skein.rollout.policy.RolloutPolicy;
import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.WaveState;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A canary of three and a wave of three, of which some become what the others do not. */
class FingerprintStoriesTest {
  private static FleetModel fleet(Scope scope) {
    return fleet(scope, 1);
  }

  /** Twice as many are under way at first as failures are allowed. */
  private static FleetModel fleet(Scope scope, int failures) {
    RolloutPolicy policy = Stories.policy(failures, 3, 2);
    return Stories.fleet(
        new RolloutPolicy(
            policy.canary(),
            policy.waves(),
            policy.halt(),
            policy.retry(),
            policy.perShard(),
            policy.deadline(),
            new FingerprintCheck(scope, 0),
            BackupRule.OFF),
        3,
        3);
  }

  private static void applied(FleetModel fleet, int... tenants) {
    for (int tenant : tenants) {
      fleet.tick(Duration.ZERO);
      Stories.end(fleet, Outcomes.APPLIED, tenant);
    }
  }

  @Test
  void oneThatLeavesItsCohortHaltsBeforeTheNextWave() {
    FleetModel fleet = fleet(Scope.CANARY);
    fleet.schema(2, true, false);

    applied(fleet, 0, 1);
    assertThat(fleet.state()).isEqualTo(RolloutState.RUNNING);
    applied(fleet, 2);

    assertThat(fleet.state()).isEqualTo(RolloutState.HALTED);
    assertThat(fleet.rollout().reason()).isEqualTo("1 tenant left its cohort: t2, unlike t0");
    assertThat(Stories.waves(fleet)).containsExactly(WaveState.FAILED, WaveState.PENDING);
    assertThat(fleet.told()).contains(new RolloutChange.Halted(fleet.rollout().reason()));
  }

  @Test
  void whoResumesLetsItPassButNotTheNextOne() {
    FleetModel fleet = fleet(Scope.ALL);
    fleet.schema(2, true, false);
    fleet.schema(4, true, false);
    applied(fleet, 0, 1, 2);

    fleet.resume();
    assertThat(fleet.state()).isEqualTo(RolloutState.RUNNING);
    assertThat(Stories.waves(fleet)).containsExactly(WaveState.PASSED, WaveState.RUNNING);
    applied(fleet, 3);
    assertThat(fleet.state()).isEqualTo(RolloutState.RUNNING);
    applied(fleet, 4);

    assertThat(fleet.state()).isEqualTo(RolloutState.HALTED);
    assertThat(fleet.rollout().reason())
        .isEqualTo("2 tenants left their cohort: t2, unlike t0; t4, unlike t0");
  }

  @Test
  void twoThatDifferAreATieAndHalt() {
    FleetModel fleet = fleet(Scope.CANARY);
    fleet.schema(0, true, false);

    applied(fleet, 0, 1);

    assertThat(fleet.state()).isEqualTo(RolloutState.HALTED);
    assertThat(fleet.rollout().reason()).contains("t0 (a tie); t1 (a tie)");
  }

  @Test
  void whatComesInAfterTheHaltMaySayBetterWhoLeft() {
    FleetModel fleet = fleet(Scope.CANARY, 2);
    fleet.schema(0, true, false);

    applied(fleet, 0, 1);
    assertThat(fleet.rollout().reason()).contains("(a tie)");
    Stories.end(fleet, Outcomes.APPLIED, 2);

    assertThat(fleet.state()).isEqualTo(RolloutState.HALTED);
    assertThat(fleet.rollout().reason()).isEqualTo("1 tenant left its cohort: t0, unlike t1");
  }

  @Test
  void nobodyLooksAtThoseThatThePolicyDoesNotAskFor() {
    FleetModel fleet = fleet(Scope.CANARY);
    fleet.schema(4, true, false);

    applied(fleet, IntStream.range(0, 6).toArray());

    assertThat(fleet.state()).isEqualTo(RolloutState.COMPLETED);
  }

  @Test
  void aFingerprintThatIsMissingIsNoConsent() {
    FleetModel fleet = fleet(Scope.CANARY);
    fleet.schema(1, false, true);

    applied(fleet, 0, 1, 2);

    assertThat(fleet.state()).isEqualTo(RolloutState.HALTED);
    assertThat(Stories.waves(fleet)).containsExactly(WaveState.INCONCLUSIVE, WaveState.PENDING);
    assertThat(fleet.rollout().reason()).isEqualTo("of 1 tenant no fingerprint could be taken");
    fleet.promote(null);
    assertThat(Stories.waves(fleet)).containsExactly(WaveState.PASSED, WaveState.RUNNING);
  }

  @Test
  void aPausedOneHaltsTooAndOneThatWasAbortedStaysSo() {
    FleetModel fleet = fleet(Scope.CANARY);
    fleet.schema(2, true, false);
    applied(fleet, 0, 1);
    fleet.tick(Duration.ZERO);
    fleet.pause();
    Stories.end(fleet, Outcomes.APPLIED, 2);
    assertThat(fleet.state()).isEqualTo(RolloutState.HALTED);

    FleetModel aborted = fleet(Scope.CANARY);
    aborted.schema(2, true, false);
    applied(aborted, 0, 1);
    aborted.tick(Duration.ZERO);
    aborted.abort();
    Stories.end(aborted, Outcomes.APPLIED, 2);
    assertThat(aborted.state()).isEqualTo(RolloutState.ABORTED);
    assertThat(aborted.rollout().toll().strays().strayed()).isEqualTo(1);
  }
}
