package dev.skein.contracts.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Comparator;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EpochTest {
  private static final long SEED = 20261121;
  private static final long TOP = (1L << 48) - 1;

  @Test
  void aHigherGenerationBeatsEveryCounter() {
    assertThat(new Epoch(1, 0)).isGreaterThan(new Epoch(0, TOP));
    assertThat(new Epoch(1, 1)).isGreaterThan(new Epoch(1, 0));
    assertThat(new Epoch(Short.MAX_VALUE, TOP).toLong()).isEqualTo(Long.MAX_VALUE);
    assertThat(new Epoch(0, 0).toLong()).isZero();
  }

  @Test
  void packingKeepsTheOrderAndGivesTheEpochBack() {
    Comparator<Epoch> byFields =
        Comparator.comparingInt(Epoch::generation).thenComparingLong(Epoch::counter);
    Random random = new Random(SEED);
    for (int i = 0; i < 20_000; i++) {
      Epoch a = random(random);
      Epoch b = random(random);
      String shown = a + " and " + b;
      assertThat(Epoch.ofLong(a.toLong())).isEqualTo(a);
      assertThat(a.toLong()).isNotNegative();
      assertThat(Integer.signum(a.compareTo(b)))
          .as(shown)
          .isEqualTo(Integer.signum(byFields.compare(a, b)));
      assertThat(a.compareTo(b) == 0).as(shown).isEqualTo(a.equals(b));
    }
  }

  @Test
  void refusesWhatDoesNotFitAndShowsIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Epoch(-1, 0))
        .withMessage("expected a generation from 0 to 32767 but got -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Epoch(32768, 0))
        .withMessageEndingWith("but got 32768");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Epoch(0, -1))
        .withMessage("expected a counter from 0 to 281474976710655 but got -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Epoch(0, TOP + 1))
        .withMessageEndingWith("but got 281474976710656");
    assertThatIllegalArgumentException().isThrownBy(() -> Epoch.ofLong(-1));
  }

  @Test
  void readsAsGenerationAndCounter() {
    assertThat(new Epoch(2, 17)).hasToString("2.17");
  }

  private static Epoch random(Random random) {
    int generation = random.nextInt(4) == 0 ? Short.MAX_VALUE : random.nextInt(3);
    long counter = random.nextBoolean() ? random.nextInt(3) : random.nextLong(TOP + 1);
    return new Epoch(generation, counter);
  }
}
