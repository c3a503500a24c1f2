package dev.skein.rollout.rules;

import static dev.skein.rollout.rules.Stories.end;
import static dev.skein.rollout.rules.Stories.fleet;
import static dev.skein.rollout.rules.Stories.policy;
import static dev.skein.rollout.rules.Stories.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.report.FailureKind;
import dev.skein.contracts.report.Outcome;
import dev.skein.contracts.report.RejectionReason;
import dev.skein.rollout.policy.Canary;
import dev.skein.rollout.policy.HaltLimits;
import dev.skein.rollout.policy.RolloutPolicy;
import dev.skein.rollout.policy.SameSignature;
import dev.skein.rollout.state.Cause;
import dev.skein.rollout.state.RolloutState;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Failures that are alike, and failures in proportion. Tenants are numbered from 0. */
class SignatureTest {
  private static RolloutPolicy halting(int failures, double percent, int sample, int same) {
    HaltLimits limits =
        new HaltLimits(
            failures,
            percent,
            sample,
            new SameSignature(same, 2),
            Duration.ofMinutes(10),
            Duration.ofMinutes(10));
    return with(policy(1, 100, 2), limits);
  }

  private static FleetModel later(RolloutPolicy policy, int shards, int tenants) {
    FleetModel fleet = fleet(policy, shards, UnaryOperator.identity(), 1, tenants);
    end(fleet, Outcomes.APPLIED, 0);
    return fleet;
  }

  @Test
  void haltsWhenOneWayOfFailingReachesBothNumbers() {
    FleetModel fleet = later(halting(100, 0, 50, 3), 2, 20);
    end(fleet, Outcomes.failedBy("23505"), 2, 4, 6, 8);
    assertThat(fleet.state()).as("four on one shard").isEqualTo(RolloutState.RUNNING);
    end(fleet, Outcomes.failedBy("23514"), 1, 3);
    assertThat(fleet.state()).isEqualTo(RolloutState.RUNNING);
    end(fleet, Outcomes.failedBy("23505"), 5);
    assertThat(fleet.rollout().reason())
        .isEqualTo("5 tenants on 2 shards failed by 23505 V7__a.sql");
  }

  @Test
  void needsNoMoreShardsThanThereAre() {
    FleetModel fleet = later(halting(100, 0, 50, 3), 1, 20);
    end(fleet, Outcomes.failedBy("23505"), 1, 2);
    assertThat(fleet.state()).isEqualTo(RolloutState.RUNNING);
    end(fleet, Outcomes.failedBy("23505"), 3);
    assertThat(fleet.rollout().reason())
        .isEqualTo("3 tenants on 1 shard failed by 23505 V7__a.sql");
  }

  @Test
  void countsAWayOfFailingFromNothingAfterAResume() {
    FleetModel fleet = later(halting(100, 0, 50, 2), 1, 20);
    end(fleet, Outcomes.failedBy("23505"), 1, 2);
    fleet.resume();
    end(fleet, Outcomes.failedBy("23505"), 3);
    assertThat(fleet.state()).isEqualTo(RolloutState.RUNNING);
    end(fleet, Outcomes.failedBy("23505"), 4);
    assertThat(fleet.state()).isEqualTo(RolloutState.HALTED);
  }

  @Test
  void forgetsAWayOfFailingThatIsCured() {
    FleetModel fleet = later(halting(100, 0, 50, 2), 1, 20);
    end(fleet, Outcomes.failedBy("23505"), 1);
    fleet.retry();
    end(fleet, Outcomes.APPLIED, 1);
    end(fleet, Outcomes.failedBy("23505"), 2);
    assertThat(fleet.state()).isEqualTo(RolloutState.RUNNING);
  }

  @Test
  void haltsTheCanaryAtItsOwnNumberOfOneWay() {
    RolloutPolicy strict =
        with(policy(9, 9, 2), new Canary(Set.of(), Map.of(), 5, 0, Duration.ZERO, 9, 1));
    FleetModel one = fleet(strict, 5, 5);
    end(one, Outcomes.failedBy("23505"), 0);
    assertThat(one.rollout().reason()).isEqualTo("1 of the canary failed by 23505 V7__a.sql");
    RolloutPolicy two =
        with(policy(9, 9, 2), new Canary(Set.of(), Map.of(), 5, 0, Duration.ZERO, 9, 2));
    FleetModel second = fleet(two, 5, 5);
    end(second, Outcomes.failedBy("23505"), 0);
    end(second, Outcomes.failedBy("23514"), 1);
    assertThat(second.state()).isEqualTo(RolloutState.RUNNING);
    end(second, Outcomes.failedBy("23514"), 2);
    assertThat(second.state()).isEqualTo(RolloutState.HALTED);
  }

  @Test
  void haltsAtAShareOnceTheSampleIsThere() {
    FleetModel fleet = later(halting(0, 20, 10, 100), 1, 40);
    end(fleet, Outcomes.FAILED, 1, 2);
    end(fleet, Outcomes.APPLIED, 3, 4, 5, 6, 7, 8, 9);
    assertThat(fleet.state()).as("9 done").isEqualTo(RolloutState.RUNNING);
    end(fleet, Outcomes.APPLIED, 10);
    assertThat(fleet.rollout().reason())
        .isEqualTo("2 failures after the canary reached the limit of 20 % of the 10 that are done");
  }

  @Test
  void runsOnBelowTheShare() {
    FleetModel fleet = later(halting(0, 20, 10, 100), 1, 40);
    end(fleet, Outcomes.FAILED, 1);
    end(fleet, Outcomes.APPLIED, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    assertThat(fleet.state()).isEqualTo(RolloutState.RUNNING);
    end(fleet, Outcomes.FAILED, 2);
    assertThat(fleet.state()).as("2 of 11").isEqualTo(RolloutState.RUNNING);
    end(fleet, Outcomes.FAILED, 12);
    assertThat(fleet.state()).as("3 of 12").isEqualTo(RolloutState.HALTED);
  }

  @Test
  void takesAllForTheSampleInAFleetThatIsSmaller() {
    FleetModel fleet = later(halting(0, 50, 50, 100), 1, 4);
    end(fleet, Outcomes.FAILED, 1, 2);
    end(fleet, Outcomes.APPLIED, 3);
    assertThat(fleet.state()).isEqualTo(RolloutState.RUNNING);
    end(fleet, Outcomes.APPLIED, 4);
    assertThat(fleet.state()).isEqualTo(RolloutState.HALTED);
  }

  private static Outcome.Failed failed(
      FailureKind kind,
      @Nullable String sqlState,
      @Nullable String script,
      @Nullable String constraint,
      boolean partial) {
    return new Outcome.Failed(kind, sqlState, script, 3, constraint, "no", null, partial);
  }

  @Test
  void tellsFailuresApartByStateScriptAndConstraint() {
    assertThat(Causes.of(failed(FailureKind.FAILURE, "23505", "V6.sql", "users_email", false)))
        .isEqualTo(new Cause(false, "23505 V6.sql users_email"));
    assertThat(Causes.of(failed(FailureKind.TIMEOUT, null, null, null, false)))
        .isEqualTo(new Cause(false, "timeout"));
    assertThat(Causes.of(failed(FailureKind.TRANSIENT, "55P03", "V6.sql", null, false)))
        .isEqualTo(new Cause(true, "55P03 V6.sql"));
    assertThat(Causes.of(failed(FailureKind.TRANSIENT, "55P03", "V6.sql", null, true)).error())
        .isFalse();
    assertThat(Causes.of(failed(FailureKind.CONFIGURATION, "28P01", null, null, false)))
        .isEqualTo(new Cause(true, "28P01"));
    assertThat(Causes.of(new Outcome.Rejected(RejectionReason.TENANT_AHEAD, "no", null)))
        .isEqualTo(new Cause(false, "tenant-ahead"));
    assertThat(Causes.of(new Outcome.Rejected(RejectionReason.STALE_EPOCH, "no", null)).error())
        .isTrue();
  }

  /** The share is of what came since, not of what a person let pass. */
  @Test
  void countsTheShareFromNothingAfterAResume() {
    FleetModel fleet = later(halting(100, 50, 2, 100), 1, 20);
    end(fleet, Outcomes.APPLIED, 1, 2, 3);
    end(fleet, Outcomes.failedBy("23505"), 4, 5, 6);
    assertThat(fleet.state()).isEqualTo(RolloutState.HALTED);
    fleet.resume();
    end(fleet, Outcomes.failedBy("23505"), 7);
    assertThat(fleet.state()).as("one alone is no sample").isEqualTo(RolloutState.RUNNING);
    end(fleet, Outcomes.failedBy("23505"), 8);
    assertThat(fleet.state()).isEqualTo(RolloutState.HALTED);
  }
}
