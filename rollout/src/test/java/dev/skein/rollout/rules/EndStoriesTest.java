package dev.skein.rollout.rules;

import static dev.skein.rollout.rules.Stories.POLICY;
import static dev.skein.rollout.rules.Stories.end;
import static dev.skein.rollout.rules.Stories.event;
import static dev.skein.rollout.rules.Stories.fleet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.TenantState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ends that people or another rollout bring about. Tenants are numbered from 0. */
class EndStoriesTest {
  @Test
  void drainsWhenItIsSuperseded() {
    FleetModel fleet = fleet(POLICY, 2, 3);
    event(fleet, 0, new AttemptEvent.Accepted());
    fleet.supersede();
    assertThat(fleet.state()).isEqualTo(RolloutState.ABORTED);
    assertThat(fleet.rollout().reason()).isEqualTo("superseded by r2");
    assertThat(fleet.told()).containsExactly(new RolloutChange.Aborted("superseded by r2"));
    for (int tenant = 2; tenant < 5; tenant++) {
      assertThat(fleet.state(tenant)).isEqualTo(TenantState.SKIPPED);
    }
    end(fleet, Outcomes.APPLIED, 0);
    assertThat(fleet.state(0)).isEqualTo(TenantState.SUCCEEDED);
    end(fleet, Outcomes.RETURNED, 1);
    assertThat(fleet.state(1)).isEqualTo(TenantState.SKIPPED);
  }

  @Test
  void isSupersededOnlyByAReleaseThatGoesFurther() {
    Rollout rollout = fleet(POLICY, 1, 1).rollout();
    SchemaVersion seven = new SchemaVersion("7");
    for (SchemaVersion lower : List.of(new SchemaVersion("6.9"), seven)) {
      assertThat(RolloutVerbs.supersede(rollout, "r2", seven, lower))
          .isEqualTo(
              new Verdict.Refused(
                  "expected a release above version 7 to supersede but it ends at " + lower));
    }
    assertThat(RolloutVerbs.supersede(rollout, "r2", seven, null))
        .isInstanceOf(Verdict.Refused.class);
    assertThat(RolloutVerbs.supersede(rollout, "r2", seven, new SchemaVersion("7.1")))
        .isInstanceOf(Verdict.Done.class);
  }

  @Test
  void endsDegradedWhenAPersonAcceptsTheFleetAsItIs() {
    FleetModel fleet = fleet(POLICY, 2, 3);
    end(fleet, Outcomes.FAILED, 0);
    assertThat(fleet.accept())
        .isEqualTo(
            new Verdict.Refused(
                "expected no attempt under way to accept but there are 1; wait for them"));
    end(fleet, Outcomes.APPLIED, 1);
    fleet.told();
    fleet.accept();
    assertThat(fleet.state()).isEqualTo(RolloutState.COMPLETED_WITH_EXCEPTIONS);
    assertThat(fleet.rollout().terms().accepted()).isTrue();
    assertThat(fleet.rollout().reason()).isEqualTo("good enough");
    assertThat(fleet.state(3)).isEqualTo(TenantState.SKIPPED);
    assertThat(fleet.told())
        .containsExactly(new RolloutChange.Completed(RolloutState.COMPLETED_WITH_EXCEPTIONS));
  }

  @Test
  void acceptsWhatWasAborted() {
    FleetModel fleet = fleet(POLICY, 1, 3);
    fleet.abort();
    fleet.accept();
    assertThat(fleet.state()).isEqualTo(RolloutState.ABORTED);
    assertThat(fleet.rollout().terms().accepted()).isTrue();
  }

  @Test
  void acceptsNothingThatRuns() {
    FleetModel fleet = fleet(POLICY, 1, 3);
    assertThat(fleet.accept())
        .isEqualTo(
            new Verdict.Refused(
                "expected HALTED, ABORTED, COMPENSATING or COMPLETED_WITH_EXCEPTIONS to accept but"
                    + " the rollout is RUNNING"));
  }
}
