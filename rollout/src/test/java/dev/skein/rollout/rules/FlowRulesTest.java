package dev.skein.rollout.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.rollout.policy.Canary;
import dev.skein.rollout.policy.HaltLimits;
import dev.skein.rollout.policy.RetryPolicy;
import dev.skein.rollout.policy.RolloutPolicy;
import dev.skein.rollout.policy.WaveShare;
import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.Tally;
import dev.skein.rollout.state.TenantState;
import dev.skein.rollout.state.WaveState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FlowRulesTest {
  private static RolloutPolicy policy(int perShard) {
    return new RolloutPolicy(
        new Canary(1, 0, 2),
        List.of(new WaveShare(100)),
        new HaltLimits(5),
        RetryPolicy.standard(),
        perShard);
  }

  private static final Rollout STARTED = running(policy(0));

  private static Rollout running(RolloutPolicy policy) {
    return RolloutStart.started(
        policy, List.of(Stories.plan(30), Stories.plan(70)), 1, Instant.EPOCH);
  }

  private static Rollout inFlight(Rollout rollout, int wave, TenantState state, int tenants) {
    Tally tally = rollout.waves().get(wave).tally().moved(TenantState.PENDING, state, tenants);
    return rollout.with(rollout.waves().get(wave).with(tally));
  }

  @Test
  void startsEachWaveWithTwiceItsFailureBudget() {
    assertThat(FlowRules.allowance(STARTED)).isEqualTo(4);
    assertThat(FlowRules.allowance(STARTED.at(1))).isEqualTo(10);
  }

  @Test
  void allowsWhatIsNotInFlightOverAllWaves() {
    Rollout second = STARTED.at(1);
    assertThat(FlowRules.allowance(inFlight(second, 1, TenantState.DISPATCHED, 3))).isEqualTo(7);
    assertThat(FlowRules.allowance(inFlight(second, 1, TenantState.ACCEPTED, 3))).isEqualTo(7);
    assertThat(FlowRules.allowance(inFlight(second, 0, TenantState.ACCEPTED, 3))).isEqualTo(7);
    assertThat(FlowRules.allowance(inFlight(second, 1, TenantState.WAITING_RETRY, 3)))
        .isEqualTo(10);
    assertThat(FlowRules.allowance(inFlight(second, 1, TenantState.SUCCEEDED, 3))).isEqualTo(10);
  }

  @Test
  void allowsNothingRatherThanLessWhenMoreIsInFlight() {
    assertThat(FlowRules.allowance(inFlight(STARTED, 0, TenantState.ACCEPTED, 9))).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void allowsNothingUnlessRunning(RolloutState state) {
    Rollout rollout = new Rollout(state, STARTED.policy(), 0, STARTED.waves(), "");
    assertThat(FlowRules.allowance(rollout)).isEqualTo(state == RolloutState.RUNNING ? 4 : 0);
  }

  @Test
  void countsWhatWasSentInItsOwnWave() {
    Rollout sent = FlowRules.sent(STARTED, 1);
    assertThat(sent.waves().get(0)).isEqualTo(STARTED.waves().get(0));
    assertThat(sent.waves().get(1).tally().counts())
        .isEqualTo(Map.of(TenantState.PENDING, 69, TenantState.DISPATCHED, 1));
    assertThat(sent.waves().get(1).state()).isEqualTo(WaveState.PENDING);
  }

  @Test
  void leavesEachShardTwiceWhatItWorksOnAtOnce() {
    assertThat(FlowRules.room(running(policy(0)), "s0", 4, 0, null)).isEqualTo(8);
    assertThat(FlowRules.room(running(policy(0)), "s0", 4, 7, null)).isEqualTo(1);
    assertThat(FlowRules.room(running(policy(0)), "s0", 4, 8, null)).isZero();
    assertThat(FlowRules.room(running(policy(0)), "s0", 4, 20, null)).isZero();
  }

  @Test
  void letsHalfASecondsWorkWaitAtAShard() {
    Rollout rollout = running(policy(0));
    assertThat(FlowRules.room(rollout, "s0", 4, 0, Duration.ofMinutes(9))).isEqualTo(4 + 4);
    assertThat(FlowRules.room(rollout, "s0", 4, 0, Duration.ofMillis(500))).isEqualTo(4 + 4);
    assertThat(FlowRules.room(rollout, "s0", 4, 0, Duration.ofMillis(250))).isEqualTo(4 + 8);
    assertThat(FlowRules.room(rollout, "s0", 4, 0, Duration.ofMillis(100))).isEqualTo(4 + 20);
    assertThat(FlowRules.room(rollout, "s0", 4, 3, Duration.ofMillis(100))).isEqualTo(21);
    assertThat(FlowRules.room(rollout, "s0", 4, 0, Duration.ofMillis(1))).isEqualTo(4 + 64);
    assertThat(FlowRules.room(rollout, "s0", 4, 0, Duration.ZERO)).isEqualTo(4 + 64);
  }

  @Test
  void letsNothingWaitWhereThePolicyAllowsFewerAtOnce() {
    assertThat(FlowRules.room(running(policy(2)), "s0", 8, 0, Duration.ofMillis(1))).isEqualTo(2);
  }

  @Test
  void sendsNothingToAShardWithoutWorkers() {
    assertThat(FlowRules.room(running(policy(0)), "s0", 0, 0, null)).isZero();
    assertThat(FlowRules.room(running(policy(3)), "s0", 0, 0, null)).isZero();
  }

  @Test
  void sendsNothingToAShardThatTripped() {
    Rollout rollout = running(policy(0));
    for (int errors = 1; errors <= 10; errors++) {
      rollout = rollout.with(rollout.toll().erred("s0"));
      assertThat(FlowRules.room(rollout, "s0", 4, 0, null)).isEqualTo(errors < 10 ? 8 : 0);
      assertThat(FlowRules.room(rollout, "s1", 4, 0, null)).isEqualTo(8);
    }
  }

  @Test
  void mayLowerButNeverRaiseAShardsOwnLimit() {
    assertThat(FlowRules.room(running(policy(2)), "s0", 8, 0, null)).isEqualTo(2);
    assertThat(FlowRules.room(running(policy(8)), "s0", 2, 0, null)).isEqualTo(4);
    assertThat(FlowRules.room(running(policy(2)), "s0", 8, 1, null)).isEqualTo(1);
  }

  @Test
  void aLimitThatLowersNothingIsNone() {
    assertThat(FlowRules.room(running(policy(4)), "s0", 4, 0, null)).isEqualTo(8);
    assertThat(FlowRules.room(running(policy(3)), "s0", 4, 0, null)).isEqualTo(3);
  }
}
