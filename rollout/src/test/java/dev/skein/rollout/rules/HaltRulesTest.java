package dev.skein.rollout.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.rollout.policy.Canary;
import dev.skein.rollout.policy.HaltLimits;
import dev.skein.rollout.policy.RetryPolicy;
import dev.skein.rollout.policy.RolloutPolicy;
import dev.skein.rollout.policy.WaveShare;
import dev.skein.rollout.state.Cause;
import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.Tally;
import dev.skein.rollout.state.TenantState;
import dev.skein.rollout.state.Wave;
import dev.skein.rollout.state.WaveState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HaltRulesTest {
  private static final RolloutPolicy POLICY =
      new RolloutPolicy(
          new Canary(Set.of(), Map.of(), 1, 0, Duration.ZERO, 2, 1000),
          List.of(new WaveShare(50), new WaveShare(100)),
          new HaltLimits(4),
          RetryPolicy.standard(),
          0);

  private static TenantSlot failed(int wave, TenantState state) {
    return new TenantSlot(wave, "s0", state, 0, null, new Cause(false, "23505"), null);
  }

  private static Rollout failures(TenantState state, int... waves) {
    List<Wave> all = new ArrayList<>();
    for (int i = 0; i < waves.length; i++) {
      Tally tally = Tally.of(TenantState.PENDING, 20).moved(TenantState.PENDING, state, waves[i]);
      all.add(new Wave(i, WaveState.RUNNING, tally, 4, 0));
    }
    return new Rollout(RolloutState.RUNNING, POLICY, waves.length - 1, all, "");
  }

  private static String reason(int wave, TenantState state, int... failures) {
    return HaltRules.reason(failures(state, failures), failed(wave, state));
  }

  @Test
  void haltsTheCanaryWhenItsFailuresReachTheLimit() {
    assertThat(reason(0, TenantState.FAILED_CLEAN, 1, 0, 0)).isEmpty();
    assertThat(reason(0, TenantState.FAILED_CLEAN, 2, 0, 0))
        .isEqualTo("2 canary failures reached the limit of 2");
    assertThat(reason(0, TenantState.FAILED_CLEAN, 3, 0, 0))
        .isEqualTo("3 canary failures reached the limit of 2");
  }

  @Test
  void speaksOfOneFailureInTheSingular() {
    Rollout standard =
        new Rollout(
            RolloutState.RUNNING,
            RolloutPolicy.standard(),
            0,
            failures(TenantState.FAILED_CLEAN, 1).waves(),
            "");
    assertThat(HaltRules.reason(standard, failed(0, TenantState.FAILED_CLEAN)))
        .isEqualTo("1 canary failure reached the limit of 1");
  }

  @Test
  void haltsLaterWavesWhenTheirFailuresTogetherReachTheLimit() {
    assertThat(reason(2, TenantState.FAILED_CLEAN, 0, 1, 2)).isEmpty();
    assertThat(reason(2, TenantState.FAILED_CLEAN, 0, 2, 2))
        .isEqualTo("4 failures after the canary reached the limit of 4");
    assertThat(reason(1, TenantState.UNKNOWN, 0, 4, 0)).isEmpty();
  }

  @Test
  void keepsCanaryAndLaterWavesApart() {
    assertThat(reason(1, TenantState.FAILED_CLEAN, 19, 3, 0)).isEmpty();
    assertThat(reason(0, TenantState.FAILED_CLEAN, 1, 10, 10)).isEmpty();
  }

  @Test
  void haltsAtAnyFailureThatLeftAPartBehind() {
    for (int wave = 0; wave < 3; wave++) {
      assertThat(reason(wave, TenantState.FAILED_PARTIAL, 0, 0, 0))
          .isEqualTo("a script failed half-way and may have left a part of its work behind");
    }
  }

  @Test
  void countsOnlyFailures() {
    Rollout rollout = failures(TenantState.SKIPPED, 9, 9, 9);
    for (int wave = 0; wave < 3; wave++) {
      assertThat(HaltRules.reason(rollout, failed(wave, TenantState.FAILED_CLEAN))).isEmpty();
    }
  }
}
