package dev.skein.rollout.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaveTest {
  private static Wave wave(int allowance) {
    return new Wave(0, WaveState.RUNNING, Tally.of(TenantState.PENDING, 9), allowance, 0);
  }

  @Test
  void doublesItsAllowanceAfterAsManySuccesses() {
    Wave wave = wave(2);
    List<Integer> allowances = new ArrayList<>();
    for (int i = 0; i < 14; i++) {
      wave = wave.credited();
      allowances.add(wave.allowance());
    }
    assertThat(allowances).containsExactly(2, 4, 4, 4, 4, 8, 8, 8, 8, 8, 8, 8, 8, 16);
    assertThat(wave.credit()).isZero();
  }

  @Test
  void countsTheSuccessesSinceTheLastDoubling() {
    assertThat(wave(4).credited().credited().credited().credit()).isEqualTo(3);
    assertThat(wave(4).credited().credited().credited().credited().credit()).isZero();
  }

  @Test
  void stopsDoublingBeforeItOverflows() {
    int most = 1 << 24;
    Wave wave = new Wave(0, WaveState.RUNNING, Tally.of(TenantState.PENDING, 1), most, most - 1);
    assertThat(wave.credited().allowance()).isEqualTo(most);
  }

  @Test
  void keepsEverythingElseWhenOnePartChanges() {
    Wave wave = new Wave(3, WaveState.RUNNING, Tally.of(TenantState.PENDING, 9), 6, 5);
    assertThat(wave.with(WaveState.PASSED))
        .isEqualTo(new Wave(3, WaveState.PASSED, wave.tally(), 6, 5));
    Tally other = Tally.of(TenantState.SUCCEEDED, 9);
    assertThat(wave.with(other)).isEqualTo(new Wave(3, WaveState.RUNNING, other, 6, 5));
    assertThat(wave.credited()).isEqualTo(new Wave(3, WaveState.RUNNING, wave.tally(), 12, 0));
  }
}
