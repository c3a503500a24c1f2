package dev.skein.rollout.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import dev.skein.contracts.report.RejectionReason;
import dev.skein.contracts.report.ReturnReason;
import dev.skein.rollout.policy.RetryPolicy;
import dev.skein.rollout.state.TenantState;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AttemptRulesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final RetryPolicy THREE =
      new RetryPolicy(3, Duration.ofSeconds(1), Duration.ofSeconds(60));

  private static TenantSlot slot(TenantState state, int tries, @Nullable Instant dueAt) {
    return new TenantSlot(2, "s0", state, tries, dueAt, null, null);
  }

  private static TenantSlot slot(int tries) {
    return slot(TenantState.ACCEPTED, tries, null);
  }

  private static TenantSlot ended(int tries, Outcome outcome) {
    return on(THREE, slot(tries), new AttemptEvent.Ended(outcome, 0.5), NOW);
  }

  /** What failures are told apart by has a test of its own. */
  private static TenantSlot on(
      RetryPolicy retry, TenantSlot tenant, AttemptEvent event, Instant now) {
    TenantSlot slot = AttemptRules.on(retry, tenant, event, now);
    return new TenantSlot(
        slot.wave(), slot.shard(), slot.state(), slot.tries(), slot.dueAt(), null, slot.blocker());
  }

  static Stream<Arguments> verdicts() {
    return Stream.of(
        Arguments.of(Outcomes.APPLIED, TenantState.SUCCEEDED),
        Arguments.of(Outcomes.CURRENT, TenantState.ALREADY_CURRENT),
        Arguments.of(Outcomes.FAILED, TenantState.FAILED_CLEAN),
        Arguments.of(Outcomes.failed(FailureKind.CONFIGURATION, false), TenantState.FAILED_CLEAN),
        Arguments.of(Outcomes.failed(FailureKind.TIMEOUT, false), TenantState.FAILED_CLEAN),
        Arguments.of(Outcomes.PARTIAL, TenantState.FAILED_PARTIAL),
        Arguments.of(Outcomes.failed(FailureKind.TRANSIENT, true), TenantState.FAILED_PARTIAL),
        Arguments.of(Outcomes.failed(FailureKind.TIMEOUT, true), TenantState.FAILED_PARTIAL),
        Arguments.of(Outcomes.failed(FailureKind.CONFIGURATION, true), TenantState.FAILED_PARTIAL));
  }

  @ParameterizedTest
  @MethodSource("verdicts")
  void endsWithAVerdictWhateverTheTries(Outcome outcome, TenantState end) {
    for (int tries = 0; tries < 3; tries++) {
      assertThat(ended(tries, outcome)).isEqualTo(slot(end, tries, null));
    }
  }

  static Stream<Arguments> undecided() {
    return Stream.of(
        Arguments.of(Outcomes.TRANSIENT, TenantState.FAILED_CLEAN),
        Arguments.of(Outcomes.STALE, TenantState.FAILED_CLEAN),
        Arguments.of(Outcomes.UNKNOWN, TenantState.UNKNOWN));
  }

  @ParameterizedTest
  @MethodSource("undecided")
  void triesAgainUntilTheAttemptsAreUsedUp(Outcome outcome, TenantState end) {
    assertThat(ended(0, outcome))
        .isEqualTo(slot(TenantState.WAITING_RETRY, 1, NOW.plusMillis(500)));
    assertThat(ended(1, outcome))
        .isEqualTo(slot(TenantState.WAITING_RETRY, 2, NOW.plusMillis(1000)));
    assertThat(ended(2, outcome)).isEqualTo(slot(end, 3, null));
  }

  @ParameterizedTest
  @MethodSource("undecided")
  void neverTriesAgainWhenOneAttemptIsAll(Outcome outcome, TenantState end) {
    RetryPolicy once = new RetryPolicy(1, Duration.ofSeconds(1), Duration.ofSeconds(1));
    assertThat(on(once, slot(0), new AttemptEvent.Ended(outcome, 1), NOW))
        .isEqualTo(slot(end, 1, null));
  }

  @ParameterizedTest
  @EnumSource
  void needsAPersonForEveryRejectionButAStaleEpoch(RejectionReason reason) {
    assertThat(ended(0, Outcomes.rejected(reason)).state())
        .isEqualTo(
            reason == RejectionReason.STALE_EPOCH
                ? TenantState.WAITING_RETRY
                : TenantState.FAILED_CLEAN);
  }

  @ParameterizedTest
  @EnumSource
  void queuesWhatWasHandedBackWithoutCountingIt(ReturnReason reason) {
    for (int tries = 0; tries < 3; tries++) {
      assertThat(ended(tries, new Outcome.Returned(reason)))
          .isEqualTo(slot(TenantState.PENDING, tries, null));
    }
  }

  @Test
  void sendsALostAttemptAgainAtOnceUntilTheAttemptsAreUsedUp() {
    List<TenantSlot> lost =
        Stream.of(0, 1, 2)
            .map(tries -> on(THREE, slot(tries), new AttemptEvent.Lost(), NOW))
            .toList();
    assertThat(lost)
        .containsExactly(
            slot(TenantState.PENDING, 1, null),
            slot(TenantState.PENDING, 2, null),
            slot(TenantState.UNKNOWN, 3, null));
  }

  @Test
  void followsAcceptanceAndTheEndOfAWait() {
    assertThat(
            AttemptRules.on(
                THREE, slot(TenantState.DISPATCHED, 2, null), new AttemptEvent.Accepted(), NOW))
        .isEqualTo(slot(TenantState.ACCEPTED, 2, null));
    assertThat(
            AttemptRules.on(
                THREE, slot(TenantState.WAITING_RETRY, 2, NOW), new AttemptEvent.Due(), NOW))
        .isEqualTo(slot(TenantState.PENDING, 2, null));
  }

  @Test
  void leavesNoKindOfOutcomeUntested() {
    List<Class<?>> tested =
        Stream.of(
                Outcomes.APPLIED,
                Outcomes.CURRENT,
                Outcomes.FAILED,
                Outcomes.STALE,
                Outcomes.RETURNED,
                Outcomes.UNKNOWN)
            .<Class<?>>map(Object::getClass)
            .toList();
    assertThat(Arrays.asList(Outcome.class.getPermittedSubclasses()))
        .containsExactlyInAnyOrderElementsOf(tested);
  }
}
