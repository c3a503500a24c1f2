package dev.skein.rollout.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.skein.rollout.policy.RolloutPolicy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RolloutTest {
  private static final List<Wave> WAVES =
      List.of(
          new Wave(0, WaveState.PASSED, Tally.of(TenantState.SUCCEEDED, 1), 2, 0),
          new Wave(1, WaveState.RUNNING, Tally.of(TenantState.PENDING, 3), 10, 0));

  private static Rollout at(int wave) {
    return new Rollout(RolloutState.RUNNING, RolloutPolicy.standard(), wave, WAVES, "");
  }

  @Test
  void pointsAtOneOfItsWaves() {
    assertThat(at(0).at(1)).isEqualTo(at(1));
    for (int wave : new int[] {-1, 2}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> at(wave))
          .withMessage("expected a wave from 0 to 1 but got " + wave);
    }
  }

  @Test
  void replacesOneWaveByItsIndex() {
    Wave passed = WAVES.get(1).with(WaveState.PASSED);
    assertThat(at(1).with(passed).waves()).containsExactly(WAVES.get(0), passed);
    assertThat(at(1).waves()).isEqualTo(WAVES);
  }

  @Test
  void talliesAllWavesTogether() {
    assertThat(at(1).tally().counts())
        .isEqualTo(Map.of(TenantState.SUCCEEDED, 1, TenantState.PENDING, 3));
  }

  @Test
  void knowsWhatEachStateMeansForItsWave() {
    assertThat(TenantState.values())
        .filteredOn(state -> state.phase() == TenantState.Phase.QUEUED)
        .containsExactly(TenantState.PENDING, TenantState.BLOCKED, TenantState.WAITING_RETRY);
    assertThat(TenantState.values())
        .filteredOn(state -> state.phase() == TenantState.Phase.IN_FLIGHT)
        .containsExactly(TenantState.DISPATCHED, TenantState.ACCEPTED);
    assertThat(TenantState.values())
        .filteredOn(state -> state.phase() == TenantState.Phase.FAILED)
        .containsExactly(TenantState.FAILED_CLEAN, TenantState.FAILED_PARTIAL, TenantState.UNKNOWN);
    assertThat(TenantState.values())
        .filteredOn(state -> state.phase() == TenantState.Phase.EXCEPTED)
        .containsExactly(TenantState.QUARANTINED, TenantState.SKIPPED, TenantState.CANCELLED);
  }
}
