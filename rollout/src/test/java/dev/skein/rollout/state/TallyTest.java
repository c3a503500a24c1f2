package dev.skein.rollout.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TallyTest {
  @Test
  void countsByStateAndByPhase() {
    Tally tally =
        new Tally(
            Map.of(
                TenantState.PENDING, 1,
                TenantState.WAITING_RETRY, 2,
                TenantState.DISPATCHED, 4,
                TenantState.ACCEPTED, 8,
                TenantState.SUCCEEDED, 16,
                TenantState.ALREADY_CURRENT, 32,
                TenantState.UNKNOWN, 64,
                TenantState.CANCELLED, 128));
    assertThat(tally.count(TenantState.ACCEPTED)).isEqualTo(8);
    assertThat(tally.count(TenantState.SKIPPED)).isZero();
    assertThat(tally.count(TenantState.Phase.QUEUED)).isEqualTo(3);
    assertThat(tally.count(TenantState.Phase.IN_FLIGHT)).isEqualTo(12);
    assertThat(tally.count(TenantState.Phase.WELL)).isEqualTo(48);
    assertThat(tally.count(TenantState.Phase.FAILED)).isEqualTo(64);
    assertThat(tally.count(TenantState.Phase.EXCEPTED)).isEqualTo(128);
    assertThat(tally.total()).isEqualTo(255);
  }

  @Test
  void hasEndedWhenNothingIsQueuedOrInFlight() {
    assertThat(Tally.of(TenantState.PENDING, 0).ended()).isTrue();
    for (TenantState state : TenantState.values()) {
      assertThat(Tally.of(state, 1).ended()).as(state.name()).isEqualTo(state.terminal());
    }
  }

  @Test
  void movesTenantsAndForgetsEmptyStates() {
    Tally tally = Tally.of(TenantState.PENDING, 3);
    assertThat(tally.moved(TenantState.PENDING, TenantState.DISPATCHED, 2).counts())
        .isEqualTo(Map.of(TenantState.PENDING, 1, TenantState.DISPATCHED, 2));
    assertThat(tally.moved(TenantState.PENDING, TenantState.DISPATCHED, 3).counts())
        .isEqualTo(Map.of(TenantState.DISPATCHED, 3));
    assertThat(tally.moved(TenantState.PENDING, TenantState.PENDING, 2)).isEqualTo(tally);
    assertThat(tally.moved(TenantState.UNKNOWN, TenantState.PENDING, 0)).isEqualTo(tally);
    assertThat(tally.counts()).isEqualTo(Map.of(TenantState.PENDING, 3));
  }

  @Test
  void refusesToMoveTenantsThatAreNotThere() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Tally.of(TenantState.PENDING, 1)
                    .moved(TenantState.PENDING, TenantState.DISPATCHED, 2))
        .withMessage("expected a count from 0 for PENDING but got -1");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Tally.of(TenantState.PENDING, 1)
                    .moved(TenantState.ACCEPTED, TenantState.SUCCEEDED, 1))
        .withMessage("expected a count from 0 for ACCEPTED but got -1");
  }

  @Test
  void addsUp() {
    assertThat(
            Tally.of(TenantState.PENDING, 1)
                .plus(Tally.of(TenantState.PENDING, 2))
                .plus(Tally.of(TenantState.SUCCEEDED, 4))
                .counts())
        .isEqualTo(Map.of(TenantState.PENDING, 3, TenantState.SUCCEEDED, 4));
  }

  @Test
  void keepsItsOwnCopy() {
    Map<TenantState, Integer> given = new EnumMap<>(TenantState.class);
    given.put(TenantState.PENDING, 1);
    Tally tally = new Tally(given);
    given.put(TenantState.PENDING, 2);
    assertThat(tally.count(TenantState.PENDING)).isEqualTo(1);
  }
}
