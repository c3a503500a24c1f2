package dev.skein.coordinator.rollouts;

import dev.skein.contracts.id.RolloutId;
import dev.skein.contracts.id.TenantId;
import dev.skein.coordinator.CoordinatorProperties;
import dev.skein.coordinator.kafka.Background;
import dev.skein.rollout.rules.AttemptEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Steps running rollouts for what nobody announces, every tick: retries due, time that is over,
 * room at a shard. And at once where a step left more to send.
 */
@Component
class RolloutTicker extends Background {
  private static final Logger LOG = LoggerFactory.getLogger(RolloutTicker.class);
  private static final int BATCH = 1000;

  private final RolloutRows rollouts;
  private final RolloutSteps steps;
  private final JdbcTemplate jdbc;
  private final DispatchSignal signal;
  private final CoordinatorProperties properties;

  RolloutTicker(
      RolloutRows rollouts,
      RolloutSteps steps,
      JdbcTemplate jdbc,
      DispatchSignal signal,
      CoordinatorProperties properties) {
    super("rollout-ticker");
    this.rollouts = rollouts;
    this.steps = steps;
    this.jdbc = jdbc;
    this.signal = signal;
    this.properties = properties;
  }

  @Override
  protected void wake() {
    signal.wake();
  }

  @Override
  protected void run() {
    while (isRunning()) {
      try {
        tick();
      } catch (RuntimeException e) {
        LOG.warn("the store did not answer and is asked again: {}", e.toString());
      }
      try {
        signal.await(properties.tick());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void tick() {
    Map<RolloutId, List<TenantEvent>> due = due();
    for (RolloutId rollout : rollouts.running()) {
      try {
        steps.tick(rollout, due.getOrDefault(rollout, List.of()));
      } catch (RuntimeException e) {
        LOG.atWarn()
            .addKeyValue("rollout", rollout)
            .setCause(e)
            .log("a step failed and is retried");
      }
    }
  }

  private Map<RolloutId, List<TenantEvent>> due() {
    Map<RolloutId, List<TenantEvent>> events = new LinkedHashMap<>();
    jdbc.query(
        """
        (select rollout.id, due.tenant, due.state from rollout cross join lateral (
            select tenant, state from rollout_tenant slot
            where slot.rollout = rollout.id and slot.state in ('WAITING_RETRY', 'BLOCKED')
              and slot.retry_at <= now()
            order by slot.retry_at limit ?) due
          where rollout.state = 'RUNNING')
        union all
        (select slot.rollout, min(slot.tenant), slot.state from rollout_tenant slot
          join rollout on rollout.id = slot.rollout and rollout.state = 'RUNNING'
          where slot.state = 'UNKNOWN'
            and slot.updated_at < now() - (rollout.policy -> 'halt' ->> 'unknown')::interval
          group by slot.rollout, slot.state, rollout.toll
          having count(*) > (rollout.toll -> 'forgiven' ->> 'unknown')::integer)
        """,
        row -> {
          boolean unknown = row.getString(3).equals("UNKNOWN");
          events
              .computeIfAbsent(new RolloutId(row.getString(1)), _ -> new ArrayList<>())
              .add(
                  new TenantEvent(
                      new TenantId(row.getString(2)),
                      null,
                      unknown ? new AttemptEvent.Overdue() : new AttemptEvent.Due()));
        },
        BATCH);
    if (events.values().stream().anyMatch(due -> due.size() >= BATCH)) {
      signal.wake();
    }
    return events;
  }
}
