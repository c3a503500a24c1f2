package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.engine.LoneStatement.Effect;
import dev.skein.engine.Remains.Found;
import java.util.List;
import org.junit.jupiter.api.Test;

class RemainsTest {
  private static final Found WHOLE = new Found("1", true, "mend 1");
  private static final Found HALF = new Found("1", false, "mend 1");
  private static final Found OTHER_HALF = new Found("2", false, "mend 2");

  private static Remains of(Effect effect, List<String> witness, Found... now) {
    return Remains.of(effect, witness, List.of(now));
  }

  private static Remains mended(boolean done) {
    return new Remains(List.of("mend 1"), done);
  }

  private static final Remains DONE = new Remains(List.of(), true);

  @Test
  void what_is_half_built_is_taken_away_and_what_is_whole_is_done() {
    assertThat(of(Effect.BUILDS, List.of())).isEqualTo(Remains.NONE);
    assertThat(of(Effect.BUILDS, List.of(), HALF)).isEqualTo(mended(false));
    assertThat(of(Effect.BUILDS, List.of(), WHOLE)).isEqualTo(DONE);
  }

  @Test
  void what_was_there_before_is_not_ours() {
    assertThat(of(Effect.BUILDS, List.of("1"), WHOLE)).isEqualTo(Remains.NONE);
    assertThat(of(Effect.BUILDS, List.of("1"), HALF)).isEqualTo(Remains.NONE);
    assertThat(of(Effect.REPEATS, List.of("2"), HALF, OTHER_HALF)).isEqualTo(mended(false));
  }

  @Test
  void what_is_half_removed_is_brought_to_its_end() {
    assertThat(of(Effect.REMOVES, List.of("1"), WHOLE)).isEqualTo(Remains.NONE);
    assertThat(of(Effect.REMOVES, List.of("1"), HALF)).isEqualTo(mended(true));
    assertThat(of(Effect.REMOVES, List.of("1"))).isEqualTo(DONE);
    assertThat(of(Effect.REMOVES, List.of("1"), OTHER_HALF)).isEqualTo(DONE);
  }

  @Test
  void what_was_never_there_is_not_gone() {
    assertThat(of(Effect.REMOVES, List.of())).isEqualTo(Remains.NONE);
    assertThat(of(Effect.REMOVES, List.of(), WHOLE)).isEqualTo(Remains.NONE);
    assertThat(of(Effect.REMOVES, List.of(), HALF)).isEqualTo(Remains.NONE);
  }
}
