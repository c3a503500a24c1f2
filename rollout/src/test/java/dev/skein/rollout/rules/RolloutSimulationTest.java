package dev.skein.rollout.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.rollout.state.RolloutState;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Random fleets, policies, outcomes, losses and people; news comes twice and out of order. {@link
 * FleetModel} checks the invariants after each step; here it is checked that every rollout ends.
 */
class RolloutSimulationTest {
  private static final int RUNS = Integer.getInteger("skein.simulations", 10_000);

  @Test
  void holdsItsPromisesWhateverHappens() {
    Set<RolloutState> ends = EnumSet.noneOf(RolloutState.class);
    for (long seed = 1; seed <= RUNS; seed++) {
      ends.add(run(seed, false).getLast());
    }
    assertThat(ends)
        .as("the simulation must reach every end, or it shows nothing")
        .containsExactlyInAnyOrder(
            RolloutState.COMPLETED,
            RolloutState.COMPLETED_WITH_EXCEPTIONS,
            RolloutState.ABORTED,
            RolloutState.HALTED,
            RolloutState.PAUSED,
            RolloutState.RUNNING); // waits for an approval
  }

  @Test
  void endsWhenAPersonAlwaysResumes() {
    for (long seed = 1; seed <= RUNS / 4; seed++) {
      RolloutState end = run(seed, true).getLast();
      assertThat(end.live()).as("seed %d ends %s", seed, end).isFalse();
    }
  }

  @Test
  void decidesTheSameForTheSameInput() {
    for (long seed = 1; seed <= 100; seed++) {
      assertThat(run(seed, false)).as("seed %d", seed).isEqualTo(run(seed, false));
    }
  }

  /** The states that the rollout went through. */
  private static List<RolloutState> run(long seed, boolean resumes) {
    try {
      return new FleetRun(new Random(seed)).toTheEnd(resumes);
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
    }
  }
}
