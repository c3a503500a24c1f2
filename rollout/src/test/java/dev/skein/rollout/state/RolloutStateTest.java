package dev.skein.rollout.state;

import static dev.skein.rollout.state.RolloutState.ABORTED;
import static dev.skein.rollout.state.RolloutState.APPROVED;
import static dev.skein.rollout.state.RolloutState.COMPENSATED;
import static dev.skein.rollout.state.RolloutState.COMPENSATING;
import static dev.skein.rollout.state.RolloutState.COMPLETED;
import static dev.skein.rollout.state.RolloutState.COMPLETED_WITH_EXCEPTIONS;
import static dev.skein.rollout.state.RolloutState.HALTED;
import static dev.skein.rollout.state.RolloutState.PAUSED;
import static dev.skein.rollout.state.RolloutState.PLANNED;
import static dev.skein.rollout.state.RolloutState.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.skein.rollout.policy.RolloutPolicy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RolloutStateTest {
  private static final Map<RolloutState, Set<RolloutState>> NEXT =
      Map.of(
          PLANNED, Set.of(APPROVED, ABORTED),
          APPROVED, Set.of(RUNNING, ABORTED),
          RUNNING,
              Set.of(PAUSED, HALTED, ABORTED, COMPLETED, COMPLETED_WITH_EXCEPTIONS, COMPENSATING),
          PAUSED, Set.of(RUNNING, HALTED, ABORTED, COMPENSATING),
          HALTED, Set.of(RUNNING, ABORTED, COMPLETED_WITH_EXCEPTIONS, COMPENSATING),
          ABORTED, Set.of(COMPENSATING),
          COMPLETED, Set.of(COMPENSATING),
          COMPLETED_WITH_EXCEPTIONS, Set.of(RUNNING, COMPLETED, COMPENSATING),
          COMPENSATING, Set.of(COMPENSATED),
          COMPENSATED, Set.of());

  @ParameterizedTest
  @EnumSource
  void goesOnlyWhereTheDiagramLeads(RolloutState state) {
    assertThat(NEXT).containsKey(state);
    assertThat(state.next()).isEqualTo(NEXT.get(state));
  }

  @ParameterizedTest
  @EnumSource
  void holdsItsTenantsUntilItEnded(RolloutState state) {
    assertThat(state.live())
        .isEqualTo(
            !Set.of(ABORTED, COMPLETED, COMPLETED_WITH_EXCEPTIONS, COMPENSATING, COMPENSATED)
                .contains(state));
  }

  @ParameterizedTest
  @EnumSource
  void comesToAnEndOrIsTakenBackWithoutHoldingAnybody(RolloutState state) {
    assertThat(state.ended())
        .isEqualTo(
            Set.of(ABORTED, COMPLETED, COMPLETED_WITH_EXCEPTIONS, COMPENSATED).contains(state));
    assertThat(state.stopped())
        .isEqualTo(Set.of(ABORTED, COMPENSATING, COMPENSATED).contains(state));
  }

  @ParameterizedTest
  @EnumSource
  void refusesEveryOtherWayAsABug(RolloutState state) {
    Rollout rollout =
        new Rollout(
            state,
            RolloutPolicy.standard(),
            0,
            List.of(new Wave(0, WaveState.RUNNING, Tally.of(TenantState.PENDING, 1), 2, 0)),
            "");
    for (RolloutState next : RolloutState.values()) {
      if (state.next().contains(next)) {
        assertThat(rollout.to(next, "why").state()).isEqualTo(next);
        assertThat(rollout.to(next, "why").reason()).isEqualTo("why");
      } else {
        assertThatIllegalStateException()
            .isThrownBy(() -> rollout.to(next, ""))
            .withMessage("a rollout cannot go from %s to %s", state, next);
      }
    }
  }
}
