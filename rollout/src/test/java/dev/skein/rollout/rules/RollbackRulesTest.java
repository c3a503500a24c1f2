package dev.skein.rollout.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.catalog.Fingerprint;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.rollout.policy.RolloutPolicy;
import dev.skein.rollout.rules.RollbackRules.Seen;
import dev.skein.rollout.rules.RollbackRules.Standing;
import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.Tally;
import dev.skein.rollout.state.TenantState;
import dev.skein.rollout.state.Wave;
import dev.skein.rollout.state.WaveState;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RollbackRulesTest {
  private static final SchemaVersion HEAD = new SchemaVersion("7.0.2");
  private static final Fingerprint ONE = new Fingerprint(1, 18, "0".repeat(32));
  private static final Fingerprint TWO = new Fingerprint(1, 18, "1".repeat(32));
  private static final Fingerprint OLDER = new Fingerprint(1, 15, "2".repeat(32));

  private static Rollout rollout(RolloutState state, Map<TenantState, Integer> tenants) {
    return new Rollout(
        state,
        RolloutPolicy.standard(),
        0,
        List.of(new Wave(0, WaveState.RUNNING, new Tally(tenants), 2, 0)),
        "");
  }

  private static Rollout well(RolloutState state) {
    return rollout(state, Map.of(TenantState.SUCCEEDED, 3));
  }

  private static Seen seen(String tenant, String version, @Nullable Fingerprint fingerprint) {
    return new Seen(tenant, new SchemaVersion(version), fingerprint);
  }

  @ParameterizedTest
  @EnumSource
  void onlyWhatHasBegunIsFrozenAndOnlyOnce(RolloutState state) {
    Rollout rollout = rollout(state, Map.of(TenantState.PENDING, 2, TenantState.ACCEPTED, 1));
    Verdict verdict = RollbackRules.freeze(rollout);
    switch (state) {
      case PLANNED, APPROVED, COMPENSATED ->
          assertThat(verdict)
              .isEqualTo(
                  new Verdict.Refused(
                      "expected a rollout that has begun to roll back but the rollout is "
                          + state));
      case COMPENSATING -> assertThat(verdict).isEqualTo(RolloutVerbs.unchanged(rollout));
      case RUNNING, PAUSED, HALTED, ABORTED, COMPLETED, COMPLETED_WITH_EXCEPTIONS ->
          assertThat(((Verdict.Done) verdict).rollout().state())
              .isEqualTo(RolloutState.COMPENSATING);
    }
  }

  @Test
  void whoWasNotSentIsLeftToTheOtherAndWhatIsUnderWayEnds() {
    Rollout running =
        rollout(RolloutState.RUNNING, Map.of(TenantState.PENDING, 2, TenantState.ACCEPTED, 1));
    Verdict.Done frozen = (Verdict.Done) RollbackRules.freeze(running);
    assertThat(frozen.rollout().tally().counts())
        .isEqualTo(Map.of(TenantState.SKIPPED, 2, TenantState.ACCEPTED, 1));
    assertThat(frozen.changes()).containsExactly(new RolloutChange.Aborted("it is taken back"));
    Rollout by = RollbackRules.by(frozen.rollout(), "r8-abcd");
    assertThat(by.terms().supersededBy()).isEqualTo("r8-abcd");
    assertThat(by.reason()).isEqualTo("rollout r8-abcd takes it back");
    assertThat(RollbackRules.standing(by, "r8-abcd", well(RolloutState.COMPLETED)))
        .isEqualTo(new Standing.Waits());
  }

  @ParameterizedTest
  @EnumSource
  void itStandsAsTheOtherOneDoes(RolloutState state) {
    Rollout frozen = well(RolloutState.COMPENSATING);
    Standing expected =
        switch (state) {
          case PLANNED, APPROVED, RUNNING, PAUSED, HALTED -> new Standing.Waits();
          case COMPLETED, COMPLETED_WITH_EXCEPTIONS -> new Standing.Through();
          case ABORTED, COMPENSATING, COMPENSATED ->
              new Standing.Stuck("rollout r8 was stopped half-way; roll back again");
        };
    assertThat(RollbackRules.standing(frozen, "r8", well(state))).isEqualTo(expected);
  }

  @Test
  void aFailureIsForAPersonAndAnExceptionIsNot() {
    Rollout frozen = well(RolloutState.COMPENSATING);
    RolloutState end = RolloutState.COMPLETED_WITH_EXCEPTIONS;
    assertThat(
            RollbackRules.standing(
                frozen,
                "r8",
                rollout(end, Map.of(TenantState.SUCCEEDED, 1, TenantState.FAILED_CLEAN, 1))))
        .isEqualTo(new Standing.Stuck("1 tenant failed in rollout r8; repair and retry, or skip"));
    assertThat(
            RollbackRules.standing(
                frozen,
                "r8",
                rollout(end, Map.of(TenantState.SUCCEEDED, 1, TenantState.QUARANTINED, 1))))
        .isEqualTo(new Standing.Through());
    assertThat(RollbackRules.standing(frozen, "r8", rollout(end, Map.of(TenantState.SKIPPED, 1))))
        .isEqualTo(new Standing.Stuck("no tenant came through rollout r8"));
  }

  @Test
  void allAreAlikeWhenEachServerVersionHasOneFingerprint() {
    assertThat(
            RollbackRules.difference(
                List.of(
                    seen("a", "7.0.2", ONE),
                    seen("b", "7.0.2", ONE),
                    seen("c", "7.0.2", OLDER),
                    seen("gone-on", "8", TWO)),
                HEAD))
        .isEmpty();
  }

  @Test
  void theOddTheLateAndTheSilentAreNamed() {
    assertThat(
            RollbackRules.difference(
                List.of(
                    seen("a", "7.0.2", ONE), seen("odd", "7.0.2", TWO), seen("b", "7.0.2", ONE)),
                HEAD))
        .isEqualTo("1 tenant with another fingerprint than the others: odd");
    assertThat(
            RollbackRules.difference(
                List.of(seen("a", "7.0.2", ONE), seen("late", "7.0.1", ONE)), HEAD))
        .isEqualTo("1 tenant below version 7.0.2: late");
    assertThat(
            RollbackRules.difference(
                List.of(seen("a", "7.0.2", ONE), new Seen("silent", null, null)), HEAD))
        .isEqualTo("1 tenant could not be looked at: silent");
  }

  @Test
  void backToNothingIsAHeadToo() {
    Seen nothing = new Seen("a", null, ONE);
    assertThat(RollbackRules.difference(List.of(nothing, new Seen("b", null, ONE)), null))
        .isEmpty();
    assertThat(
            RollbackRules.difference(
                List.of(nothing, new Seen("b", null, ONE), new Seen("odd", null, TWO)), null))
        .isEqualTo("1 tenant with another fingerprint than the others: odd");
    assertThat(RollbackRules.difference(List.of(nothing, seen("gone-on", "1", TWO)), null))
        .isEmpty();
    assertThat(RollbackRules.difference(List.of(seen("b", "7.0.2", ONE), nothing), HEAD))
        .isEqualTo("1 tenant below version 7.0.2: a");
  }
}
