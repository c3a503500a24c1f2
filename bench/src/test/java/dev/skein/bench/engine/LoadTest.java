package dev.skein.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoadTest {
  @Test
  void passesMakeAtLeastSoManyTurns() {
    assertThat(Load.passes(800, 80)).isEqualTo(10);
    assertThat(Load.passes(801, 80)).isEqualTo(11);
  }

  @Test
  void thereIsAlwaysOne() {
    assertThat(Load.passes(0, 80)).isEqualTo(1);
    assertThat(Load.passes(1, 80)).isEqualTo(1);
  }
}
