package dev.skein.coordinator.rollouts;

import dev.skein.contracts.id.RolloutId;
import dev.skein.coordinator.CoordinatorProperties;
import dev.skein.rollout.rules.FlowRules;
import dev.skein.rollout.state.Rollout;
import dev.skein.rollout.state.TenantState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Sees whether a rollout moves: work in hand, time that will come, or a shard that is served. */
@Component
class Movements {
  private final JdbcTemplate jdbc;
  private final CoordinatorProperties properties;

  Movements(JdbcTemplate jdbc, CoordinatorProperties properties) {
    this.jdbc = jdbc;
    this.properties = properties;
  }

  /** Asks the store only when the tally leaves it open. */
  Movement look(RolloutId id, Rollout rollout) {
    if (rollout.tally().count(TenantState.ACCEPTED) > 0
        || rollout.tally().count(TenantState.WAITING_RETRY) > 0) {
      return new Movement(true, "");
    }
    List<String> why = new ArrayList<>();
    Set<String> served = served();
    for (String shard : waiting(id, rollout.current())) {
      if (!served.contains(shard)) {
        why.add("no live worker serves shard " + shard);
      } else if (FlowRules.tripped(rollout, shard)) {
        why.add("shard " + shard + " is paused after errors in a row");
      } else {
        return new Movement(true, "");
      }
    }
    // Who is blocked waits for a time, or for the person who said so, and never for a worker.
    boolean blocked = why.isEmpty() && rollout.tally().count(TenantState.BLOCKED) > 0;
    return new Movement(blocked, String.join(", ", why));
  }

  private Set<String> served() {
    return new TreeSet<>(
        jdbc.query(
            """
            select distinct worker_shard.shard from worker_shard
            join worker on worker.id = worker_shard.worker
            where not worker.stopping and worker.seen_at > now() - make_interval(secs => ?)
            """,
            (row, _) -> row.getString(1),
            properties.lease().toMillis() / 1000.0));
  }

  private List<String> waiting(RolloutId id, int current) {
    return jdbc.query(
        """
        select id from shard
        where exists (select from rollout_tenant slot where slot.rollout = ?
            and slot.shard = shard.id and slot.state = 'PENDING' and slot.wave <= ?)
          or exists (select from rollout_tenant slot where slot.rollout = ?
            and slot.shard = shard.id and slot.state = 'DISPATCHED')
        order by id
        """,
        (row, _) -> row.getString(1),
        id.value(),
        current,
        id.value());
  }
}
