package dev.skein.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SeriesTest {
  private static final Offset<Double> EXACT = Offset.offset(1e-9);

  @Test
  void theMedianOfAnOddNumberIsTheMiddleOne() {
    assertThat(new Series(List.of(30.0, 10.0, 20.0)).median()).isEqualTo(20.0);
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
    assertThat(new Series(List.of(40.0, 10.0, 20.0, 30.0)).median()).isEqualTo(25.0);
  }

  @Test
  void theSpreadIsAPartOfTheMedian() {
    assertThat(new Series(List.of(30.0, 10.0, 20.0)).spread()).isEqualTo(1.0, EXACT);
    assertThat(new Series(List.of(7.0)).spread()).isZero();
  }

  @Test
  void theRatioPairsRoundsBeforeItTakesTheMedian() {
    Series floor = new Series(List.of(100.0, 10.0, 40.0));
    Series other = new Series(List.of(50.0, 9.0, 10.0));
    // 0.5, 0.9 and 0.25; the ratio of the medians would be 0.25.
    assertThat(other.of(floor)).isEqualTo(0.5, EXACT);
    assertThat(floor.of(floor)).isEqualTo(1.0, EXACT);
  }

  @Test
  void whatIsNoRateIsRefused() {
    assertThatThrownBy(() -> new Series(List.of())).hasMessageContaining("but got []");
    assertThatThrownBy(() -> new Series(List.of(1.0, 0.0))).hasMessageContaining("above 0");
    assertThatThrownBy(() -> new Series(List.of(Double.NaN))).hasMessageContaining("above 0");
  }

  @Test
  void roundsThatAreNotPairsAreRefused() {
    Series one = new Series(List.of(1.0));
    Series two = new Series(List.of(1.0, 2.0));
    assertThatThrownBy(() -> one.of(two)).hasMessage("expected 1 rounds but got 2");
  }
}
