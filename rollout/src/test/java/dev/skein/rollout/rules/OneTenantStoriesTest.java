package dev.skein.rollout.rules;

import static dev.skein.rollout.rules.Stories.POLICY;
import static dev.skein.rollout.rules.Stories.end;
import static dev.skein.rollout.rules.Stories.event;
import static dev.skein.rollout.rules.Stories.fleet;
import static dev.skein.rollout.rules.Stories.policy;
import static dev.skein.rollout.rules.Stories.waves;
import static dev.skein.rollout.rules.Stories.withErrors;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.rollout.state.Blocker;
import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.TenantState;
import dev.skein.rollout.state.WaveState;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** One tenant, or one shard, never keeps the others. Tenants are numbered from 0. */
class OneTenantStoriesTest {
  /** Canary of one, then three of which the first is blocked, then one. */
  private static FleetModel blocked(Blocker by, boolean ends) {
    FleetModel fleet = fleet(POLICY, 1, 3, 1);
    fleet.block(1, by, ends ? fleet.now().plusSeconds(60) : null);
    end(fleet, Outcomes.APPLIED, 0);
    assertThat(fleet.state(1)).isEqualTo(TenantState.BLOCKED);
    end(fleet, Outcomes.APPLIED, 2, 3);
    return fleet;
  }

  @Test
  void waitsForAWindowToOpen() {
    FleetModel fleet = blocked(Blocker.WINDOW, true);
    assertThat(waves(fleet))
        .containsExactly(WaveState.PASSED, WaveState.RUNNING, WaveState.PENDING);
    fleet.tick(Duration.ofSeconds(60));
    assertThat(fleet.state(1)).isEqualTo(TenantState.DISPATCHED);
    end(fleet, Outcomes.APPLIED, 1);
    assertThat(waves(fleet)).containsExactly(WaveState.PASSED, WaveState.PASSED, WaveState.RUNNING);
  }

  @Test
  void goesOnWithoutWhoIsFrozenAndTakesItInLater() {
    FleetModel fleet = blocked(Blocker.FREEZE, true);
    assertThat(waves(fleet)).containsExactly(WaveState.PASSED, WaveState.PASSED, WaveState.RUNNING);
    end(fleet, Outcomes.APPLIED, 4);
    assertThat(fleet.state()).as("not all are through").isEqualTo(RolloutState.RUNNING);
    fleet.tick(Duration.ofSeconds(60));
    assertThat(fleet.state(1)).isEqualTo(TenantState.DISPATCHED);
    assertThat(waves(fleet)).containsExactly(WaveState.PASSED, WaveState.RUNNING, WaveState.PASSED);
    end(fleet, Outcomes.APPLIED, 1);
    assertThat(fleet.state()).isEqualTo(RolloutState.COMPLETED);
  }

  @Test
  void waitsForThePersonWhoPinnedAndForNobodyElse() {
    FleetModel fleet = blocked(Blocker.PIN, false);
    end(fleet, Outcomes.APPLIED, 4);
    fleet.tick(Duration.ZERO);
    fleet.tick(POLICY.halt().standstill());
    fleet.tick(POLICY.halt().standstill());
    assertThat(fleet.state()).isEqualTo(RolloutState.RUNNING);
    fleet.skip(tenant -> tenant == 1);
    assertThat(fleet.state()).isEqualTo(RolloutState.COMPLETED_WITH_EXCEPTIONS);
  }

  @Test
  void waitsForABackfillUnderWayButForNoneThatWaitsForAPerson() {
    assertThat(waves(blocked(Blocker.BACKFILL, false)))
        .containsExactly(WaveState.PASSED, WaveState.RUNNING, WaveState.PENDING);
    assertThat(waves(blocked(Blocker.BACKFILL_STUCK, false)))
        .containsExactly(WaveState.PASSED, WaveState.PASSED, WaveState.RUNNING);
  }

  @Test
  void waitsForACanaryThatIsFrozenWhole() {
    FleetModel fleet = fleet(POLICY, 2, 3);
    fleet.block(0, Blocker.FREEZE, null);
    fleet.block(1, Blocker.FREEZE, fleet.now().plusSeconds(60));
    fleet.on(List.of());
    // What was sent at the start comes back, and is judged as it is to go again.
    end(fleet, Outcomes.RETURNED, 0, 1);
    assertThat(fleet.state(0)).isEqualTo(TenantState.BLOCKED);
    assertThat(fleet.state(1)).isEqualTo(TenantState.BLOCKED);
    assertThat(waves(fleet)).containsExactly(WaveState.RUNNING, WaveState.PENDING);
    assertThat(fleet.state()).as("no evidence, but no verdict").isEqualTo(RolloutState.RUNNING);
    fleet.tick(Duration.ofSeconds(60));
    end(fleet, Outcomes.APPLIED, 1);
    assertThat(waves(fleet)).containsExactly(WaveState.PASSED, WaveState.RUNNING);
  }

  @Test
  void doesNotPassAWaveOfWhichEverybodyStandsAside() {
    FleetModel fleet = fleet(POLICY, 1, 2, 1);
    fleet.block(1, Blocker.PIN, null);
    fleet.block(2, Blocker.FREEZE, null);
    end(fleet, Outcomes.APPLIED, 0);
    assertThat(waves(fleet))
        .containsExactly(WaveState.PASSED, WaveState.RUNNING, WaveState.PENDING);
    fleet.block(2, null, null);
    end(fleet, Outcomes.APPLIED, 2);
    assertThat(waves(fleet)).containsExactly(WaveState.PASSED, WaveState.PASSED, WaveState.RUNNING);
  }

  @Test
  void takesWhatWasLetGoAtOnce() {
    FleetModel fleet = blocked(Blocker.PIN, false);
    fleet.block(1, null, null);
    assertThat(fleet.state(1)).isEqualTo(TenantState.DISPATCHED);
  }

  @Test
  void leavesAQuarantinedTenantOutUntilItIsReleased() {
    FleetModel fleet = fleet(POLICY, 1, 3);
    fleet.quarantine(tenant -> tenant == 1);
    end(fleet, Outcomes.APPLIED, 0);
    assertThat(fleet.state(1)).isEqualTo(TenantState.QUARANTINED);
    end(fleet, Outcomes.APPLIED, 2, 3);
    assertThat(fleet.state()).isEqualTo(RolloutState.COMPLETED_WITH_EXCEPTIONS);
    fleet.release(tenant -> tenant == 1);
    assertThat(fleet.state(1)).isEqualTo(TenantState.DISPATCHED);
    end(fleet, Outcomes.APPLIED, 1);
    assertThat(fleet.state()).isEqualTo(RolloutState.COMPLETED);
  }

  @Test
  void quarantinesAQueuedTenantWhoseDataSaySo() {
    FleetModel fleet = fleet(POLICY, 1, 2);
    event(fleet, 0, new AttemptEvent.Accepted());
    fleet.quarantine(tenant -> tenant == 0);
    assertThat(fleet.state(0)).as("it runs").isEqualTo(TenantState.ACCEPTED);
    end(fleet, Outcomes.RETURNED, 0);
    assertThat(fleet.state(0)).isEqualTo(TenantState.QUARANTINED);
  }

  @Test
  void skipsAFailureSoThatItNoLongerCounts() {
    FleetModel fleet = fleet(policy(1, 2, 2), 1, 4);
    end(fleet, Outcomes.APPLIED, 0);
    end(fleet, Outcomes.FAILED, 1);
    fleet.skip(tenant -> tenant == 1);
    end(fleet, Outcomes.FAILED, 2);
    assertThat(fleet.state()).isEqualTo(RolloutState.RUNNING);
    end(fleet, Outcomes.APPLIED, 3, 4);
    assertThat(fleet.state()).isEqualTo(RolloutState.COMPLETED_WITH_EXCEPTIONS);
  }

  /** Even tenants stand on s0, odd ones on s1; three errors in a row trip a shard. */
  private static FleetModel twoShards() {
    FleetModel fleet = fleet(withErrors(policy(1, 30, 9), 3), 2, UnaryOperator.identity(), 1, 30);
    end(fleet, Outcomes.APPLIED, 0);
    fleet.told();
    return fleet;
  }

  @Test
  void pausesATrippedShardAlone() {
    FleetModel fleet = twoShards();
    end(fleet, Outcomes.TRANSIENT, 1, 3);
    assertThat(fleet.told()).isEmpty();
    event(fleet, 5, new AttemptEvent.Lost());
    assertThat(fleet.told()).containsExactly(new RolloutChange.ShardTripped("s1", 3));
    assertThat(fleet.state()).isEqualTo(RolloutState.RUNNING);
    fleet.tick(Duration.ofSeconds(2));
    assertThat(List.of(fleet.state(1), fleet.state(3), fleet.state(5)))
        .containsOnly(TenantState.PENDING);
    end(fleet, Outcomes.APPLIED, 2, 4, 6);
    assertThat(fleet.state(30)).isEqualTo(TenantState.DISPATCHED);
    fleet.resume();
    assertThat(fleet.state(1)).isEqualTo(TenantState.DISPATCHED);
  }

  @Test
  void trustsAShardAgainThatAnswers() {
    FleetModel fleet = twoShards();
    end(fleet, Outcomes.TRANSIENT, 1, 3);
    end(fleet, Outcomes.APPLIED, 5);
    fleet.tick(Duration.ofSeconds(2));
    end(fleet, Outcomes.TRANSIENT, 1, 3);
    assertThat(fleet.told()).isEmpty();
    end(fleet, Outcomes.FAILED, 7);
    assertThat(fleet.rollout().toll().errors()).isEmpty();
  }
}
