package dev.skein.rollout.rules;

import static dev.skein.rollout.rules.Stories.end;
import static dev.skein.rollout.rules.Stories.event;
import static dev.skein.rollout.rules.Stories.fleet;
import static dev.skein.rollout.rules.Stories.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.TenantState;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * News that comes late, twice, or for another attempt. Tenants are numbered over all waves, from 0.
 */
class NewsStoriesTest {
  @Test
  void passesOverNewsOfAnEarlierAttemptAndNewsThatComesTwice() {
    FleetModel fleet = fleet(policy(3, 3, 3), 3);
    int first = fleet.attempt(0);
    event(fleet, 0, new AttemptEvent.Lost());
    assertThat(fleet.attempt(0)).isNotEqualTo(first);
    Rollout before = fleet.rollout();
    fleet.on(List.of(new FleetModel.News(0, first, new AttemptEvent.Ended(Outcomes.FAILED, 1))));
    assertThat(fleet.rollout()).isEqualTo(before);
    end(fleet, Outcomes.FAILED, 0, 0, 0);
    assertThat(fleet.rollout().tally().count(TenantState.FAILED_CLEAN)).isEqualTo(1);
  }
}
