package dev.skein.rollout.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.rollout.policy.RolloutPolicy;
import dev.skein.rollout.state.Cause;
import dev.skein.rollout.state.Group;
import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.Tally;
import dev.skein.rollout.state.TenantState;
import dev.skein.rollout.state.Toll;
import dev.skein.rollout.state.Wave;
import dev.skein.rollout.state.WaveState;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TenantVerbsTest {
  private static final Cause BROKEN = new Cause(false, "23505 V7__a.sql");
  private static final Cause BUSY = new Cause(true, "55P03 V7__a.sql");

  /** Grown fast: 64 in flight. */
  private static final Wave CANARY =
      new Wave(
          0,
          WaveState.PASSED,
          Tally.of(TenantState.SUCCEEDED, 60).plus(Tally.of(TenantState.UNKNOWN, 2)),
          64,
          5);

  private static final Wave LATER =
      new Wave(
              1,
              WaveState.RUNNING,
              new Tally(
                  Map.of(
                      TenantState.PENDING, 1,
                      TenantState.ACCEPTED, 2,
                      TenantState.FAILED_CLEAN, 5,
                      TenantState.QUARANTINED, 3)),
              80,
              3)
          .counted(0, 2);

  private static final Toll TOLL = Toll.NONE.failed(BROKEN.signature(), "s0", 3);

  private static Rollout rollout(RolloutState state) {
    Wave later = state == RolloutState.HALTED ? LATER.with(WaveState.FAILED) : LATER;
    return new Rollout(state, RolloutPolicy.standard(), 1, List.of(CANARY, later), "").with(TOLL);
  }

  private static Group group(int wave, TenantState state, @Nullable Cause cause, int tenants) {
    return new Group(wave, "s0", state, cause, null, tenants);
  }

  private static final List<Group> FAILED =
      List.of(
          group(0, TenantState.UNKNOWN, Causes.UNKNOWN, 1),
          group(1, TenantState.FAILED_CLEAN, BROKEN, 2),
          group(1, TenantState.FAILED_CLEAN, BUSY, 1));

  private static final List<Group> QUARANTINED =
      List.of(group(1, TenantState.QUARANTINED, null, 2));

  private static Rollout done(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Done.class);
    return ((Verdict.Done) verdict).rollout();
  }

  /** COMPLETED is left out: it has no failed tenants. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "COMPLETED")
  void retriesInWhatRanAndWasNotAborted(RolloutState state) {
    Verdict verdict = TenantVerbs.retry(rollout(state), FAILED, Instant.EPOCH);
    switch (state) {
      case RUNNING, PAUSED, HALTED, COMPLETED_WITH_EXCEPTIONS, COMPLETED -> {
        Rollout after = done(verdict);
        assertThat(after.state())
            .isEqualTo(state == RolloutState.PAUSED ? state : RolloutState.RUNNING);
        assertThat(after.wave(0).tally().counts())
            .isEqualTo(
                Map.of(TenantState.SUCCEEDED, 60, TenantState.UNKNOWN, 1, TenantState.PENDING, 1));
        assertThat(after.wave(1).tally().count(TenantState.PENDING)).isEqualTo(4);
        assertThat(after.wave(1).tally().count(TenantState.FAILED_CLEAN)).isEqualTo(2);
        assertThat(after.wave(1).errors()).isEqualTo(1);
        assertThat(after.waves().stream().map(Wave::state)).containsOnly(WaveState.RUNNING);
        assertThat(after.toll().totals()).isEqualTo(Map.of(BROKEN.signature(), 1));
      }
      case PLANNED, APPROVED, ABORTED, COMPENSATING, COMPENSATED ->
          assertRefused(verdict, "a rollout that ran and was not aborted to retry", state);
    }
  }

  /** What failed may fail again: all at once would be a wave of its own. */
  @Test
  void startsSlowlyAgainWhereItRetries() {
    Rollout after = done(TenantVerbs.retry(rollout(RolloutState.RUNNING), FAILED, Instant.EPOCH));
    assertThat(after.wave(0).allowance()).isEqualTo(2);
    assertThat(after.wave(0).credit()).isZero();
    assertThat(after.wave(1).allowance()).isEqualTo(10);
  }

  @ParameterizedTest
  @EnumSource
  void changesNothingForNobody(RolloutState state) {
    Rollout rollout = rollout(state);
    List<Group> nobody = List.of(group(1, TenantState.FAILED_CLEAN, BROKEN, 0));
    for (Verdict verdict :
        List.of(
            TenantVerbs.retry(rollout, nobody, Instant.EPOCH),
            TenantVerbs.skip(rollout, nobody, Instant.EPOCH),
            TenantVerbs.quarantine(rollout, nobody, Instant.EPOCH),
            TenantVerbs.release(rollout, nobody, Instant.EPOCH))) {
      if (verdict instanceof Verdict.Done(Rollout after, List<RolloutChange> changes)) {
        assertThat(after).isEqualTo(rollout);
        assertThat(changes).isEmpty();
      }
    }
  }

  private static final Set<RolloutState> OPEN =
      EnumSet.of(
          RolloutState.PLANNED,
          RolloutState.APPROVED,
          RolloutState.RUNNING,
          RolloutState.PAUSED,
          RolloutState.HALTED,
          RolloutState.COMPLETED_WITH_EXCEPTIONS);

  @ParameterizedTest
  @EnumSource
  void takesTenantsOutOfWhatHasNotEnded(RolloutState state) {
    Verdict skipped = TenantVerbs.skip(rollout(state), FAILED, Instant.EPOCH);
    Verdict quarantined = TenantVerbs.quarantine(rollout(state), FAILED, Instant.EPOCH);
    if (OPEN.contains(state)) {
      assertThat(done(skipped).state()).isEqualTo(state);
      assertThat(done(skipped).tally().count(TenantState.SKIPPED)).isEqualTo(4);
      assertThat(done(skipped).wave(1).losses().failures()).isEqualTo(1);
      assertThat(done(quarantined).tally().count(TenantState.QUARANTINED)).isEqualTo(7);
    } else {
      assertRefused(skipped, "a rollout that has not ended to skip", state);
      assertRefused(quarantined, "a rollout that has not ended to quarantine", state);
    }
  }

  @ParameterizedTest
  @EnumSource
  void releasesIntoTheTenantsOwnWave(RolloutState state) {
    Verdict verdict = TenantVerbs.release(rollout(state), QUARANTINED, Instant.EPOCH);
    if (OPEN.contains(state)) {
      Rollout after = done(verdict);
      assertThat(after.wave(1).tally().count(TenantState.QUARANTINED)).isEqualTo(1);
      assertThat(after.wave(1).tally().count(TenantState.PENDING)).isEqualTo(3);
      assertThat(after.state())
          .isEqualTo(
              state == RolloutState.COMPLETED_WITH_EXCEPTIONS ? RolloutState.RUNNING : state);
    } else {
      assertRefused(verdict, "a rollout with exceptions to release", state);
    }
  }

  private static void assertRefused(Verdict verdict, String expected, RolloutState state) {
    assertThat(verdict)
        .isEqualTo(new Verdict.Refused("expected " + expected + " but the rollout is " + state));
  }
}
