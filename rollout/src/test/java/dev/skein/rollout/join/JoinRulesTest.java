package dev.skein.rollout.join;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.id.RolloutId;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.rollout.policy.HaltLimits;
import dev.skein.rollout.policy.RolloutPolicy;
import dev.skein.rollout.state.RolloutState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each line of the rule; newest first. */
class JoinRulesTest {
  private static final RolloutId OLD = new RolloutId("r1-aaaa");
  private static final RolloutId MIDDLE = new RolloutId("r2-bbbb");
  private static final RolloutId NEW = new RolloutId("r3-cccc");

  private static Met met(RolloutId id, RolloutState state, int head, boolean had) {
    return new Met(id, state, new SchemaVersion(String.valueOf(head)), had);
  }

  private static Joining judge(Met... newestFirst) {
    return JoinRules.judge(null, List.of(newestFirst));
  }

  @Test
  void staysEmptyWhereNothingWasEverAimedAtIt() {
    assertThat(judge()).isEqualTo(new Joining.Unaimed());
  }

  @ParameterizedTest
  @EnumSource(
      value = RolloutState.class,
      names = {"COMPLETED", "COMPLETED_WITH_EXCEPTIONS"})
  void catchesUpWithTheLastCompletedOne(RolloutState state) {
    assertThat(judge(met(NEW, state, 3, false), met(OLD, RolloutState.COMPLETED, 1, true)))
        .isEqualTo(new Joining.CatchesUp(NEW));
  }

  @ParameterizedTest
  @EnumSource(
      value = RolloutState.class,
      names = {"PLANNED", "APPROVED", "RUNNING", "PAUSED", "HALTED"})
  void getsTheLastCompletedOneWhileALaterOneRuns(RolloutState state) {
    assertThat(judge(met(NEW, state, 3, false), met(OLD, RolloutState.COMPLETED, 1, false)))
        .isEqualTo(new Joining.CatchesUp(OLD));
  }

  @ParameterizedTest
  @EnumSource(
      value = RolloutState.class,
      names = {"PLANNED", "APPROVED", "RUNNING", "PAUSED", "HALTED"})
  void staysEmptyUntilTheFirstOneHasCompleted(RolloutState state) {
    assertThat(judge(met(NEW, state, 3, false))).isEqualTo(new Joining.Waits(NEW));
  }

  @Test
  void waitsForTheLiveOneOnceItHasCaughtUpWithTheLast() {
    assertThat(
            judge(
                met(NEW, RolloutState.RUNNING, 3, false),
                met(OLD, RolloutState.COMPLETED, 1, true)))
        .isEqualTo(new Joining.Waits(NEW));
  }

  @Test
  void isSettledOnceItIsATargetAndMissedOlderOnesOnly() {
    assertThat(
            judge(
                met(NEW, RolloutState.RUNNING, 3, true),
                met(OLD, RolloutState.COMPLETED, 1, false)))
        .isEqualTo(new Joining.Settled());
  }

  @Test
  void waitsForTheFirstOfSeveralLiveOnes() {
    assertThat(
            judge(
                met(NEW, RolloutState.PLANNED, 3, false),
                met(MIDDLE, RolloutState.HALTED, 2, false),
                met(OLD, RolloutState.COMPLETED, 1, true)))
        .isEqualTo(new Joining.Waits(MIDDLE));
  }

  @ParameterizedTest
  @EnumSource(
      value = RolloutState.class,
      names = {"ABORTED", "COMPENSATING", "COMPENSATED"})
  void isNeverBroughtToWhatWasStoppedOrTakenBack(RolloutState state) {
    assertThat(judge(met(NEW, state, 3, false), met(OLD, RolloutState.COMPLETED, 1, false)))
        .isEqualTo(new Joining.CatchesUp(OLD));
    assertThat(judge(met(NEW, state, 3, false))).isEqualTo(new Joining.Unaimed());
  }

  @ParameterizedTest
  @EnumSource(RolloutState.class)
  void catchesUpWithThoseStatesAloneThatAreCompleted(RolloutState state) {
    assertThat(judge(met(NEW, state, 3, false)) instanceof Joining.CatchesUp)
        .isEqualTo(JoinRules.completed(state));
  }

  @Test
  void isNeverSentBackFromWhereItStands() {
    SchemaVersion version = new SchemaVersion("3");
    List<Met> completed = List.of(met(NEW, RolloutState.COMPLETED, 3, false));
    assertThat(JoinRules.judge(version, completed)).isEqualTo(new Joining.Settled());
    assertThat(JoinRules.judge(new SchemaVersion("2.9"), completed))
        .isEqualTo(new Joining.CatchesUp(NEW));
  }

  @Test
  void catchesUpWithAReleaseThatHasNoVersions() {
    Met repeatables = new Met(NEW, RolloutState.COMPLETED, null, false);
    assertThat(JoinRules.judge(new SchemaVersion("3"), List.of(repeatables)))
        .isEqualTo(new Joining.CatchesUp(NEW));
  }

  @Test
  void catchesUpInOneWaveUnderTheLimitsOfTheLaterOnes() {
    RolloutPolicy policy = JoinRules.policy(RolloutPolicy.standard());
    assertThat(policy.canary().of(7)).isEqualTo(7);
    assertThat(policy.failureBudget(0)).isEqualTo(HaltLimits.standard().failures());
  }

  @Test
  void isNotSentWhereAsManyFailedBeforeItAsHaltARollout() {
    RolloutPolicy policy = RolloutPolicy.standard();
    assertThat(JoinRules.tooMany(policy, 4)).isFalse();
    assertThat(JoinRules.tooMany(policy, 5)).isTrue();
  }
}
