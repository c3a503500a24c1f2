package dev.skein.rollout.rules;

import static dev.skein.rollout.state.RolloutState.ABORTED;
import static dev.skein.rollout.state.RolloutState.COMPLETED_WITH_EXCEPTIONS;
import static dev.skein.rollout.state.RolloutState.HALTED;
import static dev.skein.rollout.state.RolloutState.PAUSED;
import static dev.skein.rollout.state.RolloutState.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.rollout.policy.RolloutPolicy;
import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.Tally;
import dev.skein.rollout.state.TenantState;
import dev.skein.rollout.state.Wave;
import dev.skein.rollout.state.WaveState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RolloutVerbsTest {
  private static final Wave PASSED =
      new Wave(
          0,
          WaveState.PASSED,
          Tally.of(TenantState.SUCCEEDED, 2).plus(Tally.of(TenantState.UNKNOWN, 1)),
          2,
          0);
  private static final Wave RUNS =
      new Wave(
          1,
          WaveState.RUNNING,
          new Tally(
              Map.of(
                  TenantState.PENDING, 1,
                  TenantState.BLOCKED, 2,
                  TenantState.WAITING_RETRY, 3,
                  TenantState.ACCEPTED, 4,
                  TenantState.FAILED_CLEAN, 5,
                  TenantState.FAILED_PARTIAL, 6)),
          10,
          3);
  private static final Wave NEXT =
      new Wave(2, WaveState.PENDING, Tally.of(TenantState.PENDING, 7), 10, 0);

  private static Rollout rollout(RolloutState state, Wave... waves) {
    return new Rollout(state, RolloutPolicy.standard(), 1, List.of(waves), "before");
  }

  private static Rollout rollout(RolloutState state) {
    return rollout(state, PASSED, RUNS, NEXT);
  }

  private static Verdict resume(Rollout rollout) {
    return RolloutVerbs.resume(rollout, Instant.EPOCH);
  }

  private static Verdict.Done done(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Done.class);
    return (Verdict.Done) verdict;
  }

  private static void assertRefused(Verdict verdict, String expected, RolloutState state) {
    assertThat(verdict)
        .isEqualTo(new Verdict.Refused("expected " + expected + " but the rollout is " + state));
  }

  private static void assertUnchanged(Verdict verdict, Rollout rollout) {
    assertThat(verdict).isEqualTo(new Verdict.Done(rollout, List.of()));
  }

  @ParameterizedTest
  @EnumSource
  void pausesOnlyWhatRuns(RolloutState state) {
    Rollout rollout = rollout(state);
    Verdict verdict = RolloutVerbs.pause(rollout, "lunch");
    if (state == RUNNING) {
      assertThat(verdict)
          .isEqualTo(
              new Verdict.Done(
                  rollout.to(PAUSED, "lunch"), List.of(new RolloutChange.Paused("lunch"))));
    } else if (state == PAUSED) {
      assertUnchanged(verdict, rollout);
    } else {
      assertRefused(verdict, "RUNNING to pause", state);
    }
  }

  @ParameterizedTest
  @EnumSource
  void resumesOnlyWhatWaitsForAPerson(RolloutState state) {
    Rollout rollout = rollout(state);
    Verdict verdict = resume(rollout);
    if (state == PAUSED || state == HALTED) {
      assertThat(verdict)
          .isEqualTo(
              new Verdict.Done(
                  (state == HALTED ? Ledger.forgiven(rollout) : rollout).to(RUNNING, ""),
                  List.of(new RolloutChange.Resumed())));
    } else if (state == RUNNING) {
      assertUnchanged(verdict, rollout);
    } else {
      assertRefused(verdict, "PAUSED or HALTED to resume", state);
    }
  }

  @Test
  void letsAFailedWaveRunOnWhenResumed() {
    Rollout halted = rollout(HALTED, PASSED, RUNS.with(WaveState.FAILED), NEXT);
    Verdict.Done done = done(resume(halted));
    assertThat(done.rollout().waves()).containsExactly(PASSED, RUNS.slowly(10), NEXT);
    assertThat(done.rollout().reason()).isEmpty();
  }

  @Test
  void passesAFailedWaveThatHasEndedWhenResumed() {
    Wave failed = new Wave(1, WaveState.FAILED, Tally.of(TenantState.FAILED_CLEAN, 5), 10, 0);
    Verdict.Done done = done(resume(rollout(HALTED, PASSED, failed, NEXT)));
    assertThat(done.changes())
        .containsExactly(
            new RolloutChange.Resumed(),
            new RolloutChange.WavePassed(1),
            new RolloutChange.WaveStarted(2));
    assertThat(done.rollout().current()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void abortsWhatHasNotEnded(RolloutState state) {
    Rollout rollout = rollout(state);
    Verdict verdict = RolloutVerbs.abort(rollout, "wrong release");
    switch (state) {
      case PLANNED, APPROVED, RUNNING, PAUSED, HALTED -> {
        Verdict.Done done = done(verdict);
        assertThat(done.rollout().state()).isEqualTo(ABORTED);
        assertThat(done.rollout().reason()).isEqualTo("wrong release");
        assertThat(done.changes()).containsExactly(new RolloutChange.Aborted("wrong release"));
        assertThat(done.rollout().waves().stream().map(Wave::tally))
            .containsExactly(
                PASSED.tally(),
                new Tally(
                    Map.of(
                        TenantState.CANCELLED, 6,
                        TenantState.ACCEPTED, 4,
                        TenantState.FAILED_CLEAN, 5,
                        TenantState.FAILED_PARTIAL, 6)),
                Tally.of(TenantState.CANCELLED, 7));
      }
      case ABORTED -> assertUnchanged(verdict, rollout);
      case COMPLETED, COMPLETED_WITH_EXCEPTIONS, COMPENSATING, COMPENSATED ->
          assertRefused(verdict, "a rollout that has not ended to abort", state);
    }
  }
}
